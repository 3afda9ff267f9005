//! Other tools' tasks: what is read out of files in their forms, and that damaged ones are refused or read, never passed.

mod clock;
mod damage;
mod fixtures;
mod lines;
mod show;
