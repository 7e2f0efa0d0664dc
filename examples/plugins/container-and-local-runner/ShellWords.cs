using Foray.Sdk.Machines;

namespace Example.Runners;

/// <summary>Words of a shell's command line.</summary>
internal static class ShellWords
{
    /// <summary>Words that the shell takes as they are.</summary>
    public static string Join(params IEnumerable<string> words) => string.Join(' ', words.Select(ShellText.Quote));
}
