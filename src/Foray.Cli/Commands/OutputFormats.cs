namespace Foray.Cli.Commands;

/// <summary>Forms of what a command prints.</summary>
internal static class OutputFormats
{
    public const string Text = "text";

    public const string Json = "json";
}
