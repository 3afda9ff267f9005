// Runs `makegood lsp` for C and Rust files and for the specs of tasks. All settings are those of makegood.toml.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = async () => {
  const command = workspace.getConfiguration("makegood").get("path");
  const languages = ["c", "rust", "markdown"];
  client = new LanguageClient(
    "makegood",
    { command, args: ["lsp"] },
    {
      documentSelector: languages.map((language) => ({ scheme: "file", language })),
      synchronize: { fileEvents: workspace.createFileSystemWatcher("**/{makegood.toml,.makegood/rules/*.toml}") },
    },
  );
  await client.start();
};

exports.deactivate = () => client?.stop();
