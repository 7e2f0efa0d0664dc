using Foray.Sdk.Machines;

namespace Foray.Engines.Pegasus;

/// <summary>What <c>main</c> of an experiment means.</summary>
internal static class MainScript
{
    /// <summary>File below a case's records that holds a main which is given as text.</summary>
    public const string File = "main.sh";

    private const string Interpreter = "/bin/bash";

    /// <summary>True where it is a path in the experiment's folder, and not the text of a script: one relative path without blanks, with a folder or an ending in it.</summary>
    public static bool IsPath(string main) =>
        !MachineLayout.IsAbsolute(main) && main.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '/') && main.AsSpan().IndexOfAny('/', '.') >= 0;

    /// <summary>The function <c>main</c> of keeper.sh. A file that may be executed is, and any other is bash's.</summary>
    public static string Function(string main)
    {
        if (!IsPath(main))
            return $"main() {{ exec {Interpreter} \"$state/{File}\"; }}";
        var path = ShellText.Quote("./" + main);
        return $"main() {{ [ ! -x {path} ] || exec {path}; exec {Interpreter} {path}; }}";
    }
}
