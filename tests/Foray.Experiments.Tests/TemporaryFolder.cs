namespace Foray.Experiments.Tests;

/// <summary>A folder of a test's own, and what is put into it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("foray-experiments-").FullName;

    public string At(string relative) => System.IO.Path.Combine(Path, relative);

    public string Write(string relative, string text = "")
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(relative))!);
        File.WriteAllText(At(relative), text);
        return At(relative);
    }

    public void Link(string relative, string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(relative))!);
        File.CreateSymbolicLink(At(relative), target);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
