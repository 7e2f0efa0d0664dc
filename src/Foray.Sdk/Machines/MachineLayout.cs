using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Machines;

/// <summary>What lies where in a machine's folder, and the rules of the names in it.</summary>
public static class MachineLayout
{
    /// <summary>Code of the diagnostic for a path that leads out of the machine's folder.</summary>
    public const string PathLeadsOut = "FORAY327";

    /// <summary>File with the machine's id. A folder without it is never removed.</summary>
    public const string Marker = ".foray-machine";

    /// <summary>Folder with a folder per command.</summary>
    public const string Tasks = "tasks";

    /// <summary>Folder that all commands share.</summary>
    public const string Shared = "shared";

    /// <summary>Folder for Ansible's own files.</summary>
    public const string Ansible = ".ansible";

    private static readonly string[] Own = [Marker, Tasks, Shared, Ansible, CommandWrapper.FileName];

    /// <summary>Returns a command's id, or the beginning of some, which may be used as a path.</summary>
    /// <exception cref="ArgumentException">A character is not allowed, a part is empty, <c>.</c> or <c>..</c>, or the first part is one of the machine's own.</exception>
    public static string CheckId(string id)
    {
        var parts = id.Split('/');
        var valid = parts.All(part => part is not ("" or "." or "..") && part.All(IsAllowed)) && !Own.Contains(parts[0]);
        return valid ? id : throw new ArgumentException($"'{id}' does not name a command", nameof(id));
    }

    /// <summary>Returns a path of a machine: relative below its folder, absolute, or from <c>~</c>.</summary>
    /// <exception cref="DiagnosticException">A relative path holds <c>..</c>, or the path is empty.</exception>
    public static string CheckPath(string path)
    {
        var outside = path.Length == 0 || path.Contains('\0') || (!IsAbsolute(path) && path.Split('/').Contains(".."));
        return outside
            ? throw new DiagnosticException(Diagnostic.Error(PathLeadsOut, $"path '{path}' leads out of the machine's folder", "use a path without '..'"))
            : path;
    }

    /// <summary>True for a path that does not lie below the machine's folder.</summary>
    public static bool IsAbsolute(string path) => path.StartsWith('/') || path == "~" || path.StartsWith("~/", StringComparison.Ordinal);

    private static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '=' or ',' or '-';
}
