-- A session in Neovim: opens files with `makegood lsp` attached, types, asks, and says what it sees. Run by ../editor.sh.
local binary = os.getenv("MAKEGOOD")
local root = vim.fn.getcwd()

local function say(...)
  io.stdout:write(string.format(...), "\n")
end

local function fail(...)
  say("FAILED: %s", string.format(...))
  vim.cmd("cquit 1")
end

local config = { name = "makegood", cmd = { binary, "lsp" }, root_dir = root }
local client = vim.lsp.start_client and vim.lsp.start_client(config) or vim.lsp.start(config)

local function open(path)
  vim.cmd("edit " .. path)
  local buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, client)
  return buffer
end

-- Waits until the diagnostics of `buffer` are those that `wanted` names by their rules.
local function expect(buffer, wanted, when)
  local seen
  local function arrived()
    seen = {}
    for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
      table.insert(seen, string.format("%d:%s", diagnostic.lnum + 1, diagnostic.code or diagnostic.message))
    end
    table.sort(seen)
    return table.concat(seen, " ") == wanted
  end
  if not vim.wait(10000, arrived, 10) then
    fail("%s: expected [%s], and saw [%s]", when, wanted, table.concat(seen, " "))
  end
  say("ok: %s: [%s]", when, wanted)
end

local function ask(buffer, method, params)
  params.textDocument = vim.lsp.util.make_text_document_params(buffer)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 10000)
  local answer = answers and answers[client]
  if not answer or answer.error then
    fail("%s: %s", method, vim.inspect(answers))
  end
  return answer.result
end

local function lenses(buffer)
  local titles = {}
  for _, lens in ipairs(ask(buffer, "textDocument/codeLens", {})) do
    table.insert(titles, string.format("%d: %s", lens.range.start.line + 1, lens.command.title))
  end
  return titles
end

vim.wait(10000, function()
  return vim.lsp.get_client_by_id(client) and vim.lsp.get_client_by_id(client).initialized
end, 10)

-- A stub in a slot is seen when the file is opened.
local code = open("src/backend.c")
expect(code, "4:not-implemented", "a stub in a slot")
local related = vim.diagnostic.get(code)[1].user_data.lsp.relatedInformation
say("related: %s", related[1] and related[1].message or "nothing")

-- Hover shows the page of the rule.
local hover = ask(code, "textDocument/hover", { position = { line = 3, character = 12 } })
say("hover: %s", hover and hover.contents.value:match("# not%-implemented") or "nothing")

-- The lenses of functions, and of the lines of the spec.
for _, title in ipairs(lenses(code)) do
  say("lens of the code: %s", title)
end
local spec = open("tasks/stream.md")
for _, title in ipairs(lenses(spec)) do
  say("lens of the spec: %s", title)
end

-- While typing: doing the job takes the finding away, without a save.
vim.api.nvim_set_current_buf(code)
vim.api.nvim_buf_set_lines(code, 3, 4, false, { "    return handle * 2;" })
expect(code, "", "the stub does its job")
vim.api.nvim_buf_set_lines(code, 3, 4, false, { "    return -E_NOT_IMPLEMENTED;" })
expect(code, "4:not-implemented", "and is a stub again")

-- The code action writes the suppression, and asks for the reason.
local at = { line = 3, character = 12 }
local actions = ask(code, "textDocument/codeAction", { range = { start = at, ["end"] = at }, context = { diagnostics = {} } })
say("action: %s", actions[1] and actions[1].title or "nothing")
vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
say("written: %s", vim.api.nvim_buf_get_lines(code, 1, 2, false)[1])
expect(code, "2:suppression-without-reason 5:not-implemented", "a suppression without a reason")
vim.api.nvim_buf_set_lines(code, 1, 2, false, { '// makegood: allow(not-implemented) reason="the device cannot"' })
expect(code, "", "a suppression with a reason")

-- A large file is judged in time while somebody types.
local large = open("src/large.c")
expect(large, "5001:not-implemented", "a file of 5,000 lines")
local began = vim.loop.hrtime()
vim.api.nvim_buf_set_lines(large, 0, 1, false, { "", "/* typed */" })
expect(large, "5002:not-implemented", "typing in it")
say("milliseconds from the key to the diagnostics: %d", (vim.loop.hrtime() - began) / 1e6)

-- The settings are those of makegood.toml, and read anew when it is saved.
local settings = open("makegood.toml")
vim.api.nvim_buf_set_lines(settings, 0, -1, false, { "[severity]", 'not-implemented = "off"' })
vim.cmd("write")
expect(large, "", "a rule that is turned off")

vim.lsp.stop_client(client)
vim.wait(5000, function() return vim.lsp.get_client_by_id(client) == nil end, 10)
say("ok: the editor is served")
vim.cmd("qall!")
