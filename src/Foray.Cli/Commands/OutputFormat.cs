namespace Foray.Cli.Commands;

/// <summary>Form of what a command prints.</summary>
internal enum OutputFormat
{
    Text,
    Json,
}
