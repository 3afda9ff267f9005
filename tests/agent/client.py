"""A session of an agent: speaks to `makegood mcp` through the official SDK. Run by ../agent.sh."""

import asyncio
import json
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

# A model's token is at least this many bytes of JSON.
BYTES_OF_A_TOKEN = 2.5
MOST_TOKENS = 10_000


def check(holds, what):
    if not holds:
        sys.exit(f"FAILED: {what}")
    print(f"ok: {what}")


async def call(session, tool, **arguments):
    result = await session.call_tool(tool, arguments)
    text = result.content[0].text
    if len(text.encode()) / BYTES_OF_A_TOKEN > MOST_TOKENS:
        sys.exit(f"FAILED: {tool} answers with {len(text)} characters")
    failed = getattr(result, "isError", None) or getattr(result, "is_error", None)
    return text if failed else (text if tool == "explain" else json.loads(text)), bool(failed)


async def main(binary):
    server = StdioServerParameters(command=binary, args=["mcp"])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        check(sorted(tools) == ["check", "explain", "promises", "ready", "verify"], f"the tools are {sorted(tools)}")
        read_only = [getattr(t.annotations, "readOnlyHint", None) or getattr(t.annotations, "read_only_hint", None)
                     for t in tools.values()]
        check(all(read_only), "all of them are read-only")

        answer, _ = await call(session, "check", all=True)
        check(answer["exit_code"] == 1 and answer["verdict"] == "findings", "check finds stubs")
        first = answer["findings"][0]
        check(first["rule"] == "not-implemented" and first["path"] == "src/backend.c", "and names the first")
        total = answer["more"]["findings"]["total"]
        check(total > len(answer["findings"]), f"of {total} findings it shows {len(answer['findings'])}")
        seen, offset = [], 0
        while offset is not None:
            page, _ = await call(session, "check", all=True, list="findings", offset=offset)
            seen += [finding["path"] + finding["function"]["name"] for finding in page["findings"]]
            offset = page.get("more", {}).get("findings", {}).get("next_offset")
        check(len(seen) == len(set(seen)) == total, "and the rest can be asked for")

        answer, _ = await call(session, "check", paths=["src/real.c"], all=True)
        check(answer["exit_code"] == 0 and answer["ok"], "a file that does its job is clean")
        answer, _ = await call(session, "verify", task="tasks/stream.md")
        check(answer["exit_code"] == 1 and answer["verdict"] == "incomplete", f"verify: {answer['reason']}")
        answer, _ = await call(session, "ready", task="tasks/next.md")
        check(answer["exit_code"] == 3 and answer["blocked_by"], f"ready: {answer['reason']}")
        answer, _ = await call(session, "promises", task="tasks/stream.md")
        check([promise["text"] for promise in answer["promises"]] == ["`backend_start` | starts the stream"]
              or len(answer["promises"]) == 1, "promises lists what the spec promises")
        page, _ = await call(session, "explain", rule="not-implemented")
        check(page.startswith("# not-implemented"), "explain shows the page of a rule")

        what, failed = await call(session, "explain", rule="--help")
        check(failed and "--help" in what, "an option in place of a rule is no option")
        what, failed = await call(session, "check", base="no-such-revision")
        check(failed and "no-such-revision" in what, "a revision that does not exist is an error with a reason")
        what, failed = await call(session, "check", list="finding")
        check(failed and "findings" in what, "a list that does not exist is an error, too")


asyncio.run(main(sys.argv[1]))
