//! Black-box tests of the front door: the binary as a user runs it.

mod agents;
mod check;
mod commit_msg;
mod config;
mod delivered;
mod docs;
mod door;
mod evidence;
mod evidence_reports;
mod help;
mod hook;
#[cfg(unix)] // modes, links, named pipes
mod hostile;
mod init;
mod lsp;
mod messages;
mod near_enough;
mod past;
mod platforms;
mod promised_names;
mod promises;
mod prove;
mod prove_suites;
mod ready;
mod rules;
mod scratch;
mod tasks;
mod verify;
