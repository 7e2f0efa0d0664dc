namespace Foray.Runners.Tests;

internal static class TestScript
{
    /// <summary>Writes an executable script for <c>/bin/sh</c>.</summary>
    public static void Write(string folder, string name, string body)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
    }
}
