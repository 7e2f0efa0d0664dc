using System.Text.RegularExpressions;

namespace Foray.EndToEnd.Tests;

/// <summary>The program on a real terminal, which <c>script</c> makes.</summary>
internal static partial class Terminal
{
    private const string Script = "/usr/bin/script";

    /// <summary>Runs the program on a terminal, where everything that it writes is the output.</summary>
    /// <param name="folder">The folder that it runs in.</param>
    /// <param name="environment">Variables besides those of the test.</param>
    /// <param name="typed">What is typed there.</param>
    /// <param name="arguments">Its arguments, without quotes in them.</param>
    public static Task<CommandResult> RunAsync(string folder, IReadOnlyDictionary<string, string?> environment, string typed, params IEnumerable<string> arguments)
    {
        Assert.SkipUnless(File.Exists(Script), "script is not installed");
        var command = string.Join(' ', arguments.Prepend(ForayProgram.Path).Select(argument => $"'{argument}'"));
        return ForayProgram.RunProgramAsync("/bin/sh", folder, new Dictionary<string, string?>(environment) { ["TERM"] = "xterm-256color", ["COLUMNS"] = "110" },
            "-c", $"printf %s \"$1\" | {Script} -qec \"$2\" /dev/null", "sh", typed, command);
    }

    /// <summary>What a person reads of an output.</summary>
    public static string WithoutEscapes(string output) => EscapePattern().Replace(output, "");

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]|\r")]
    private static partial Regex EscapePattern();
}
