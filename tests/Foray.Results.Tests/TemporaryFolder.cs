namespace Foray.Results.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("foray-results-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
