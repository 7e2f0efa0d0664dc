global using Foray.CommandLine;
