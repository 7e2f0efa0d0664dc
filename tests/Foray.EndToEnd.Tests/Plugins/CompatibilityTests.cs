namespace Foray.EndToEnd.Tests.Plugins;

/// <summary>The Sdk's public interface beside that of the version before, as package validation compares them.</summary>
public sealed class CompatibilityTests : IAsyncLifetime
{
    private const string Removed = "public static Diagnostic Warning(string code, string message, string? remedy = null)";

    private readonly AuthorFolder _author = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _author.DisposeAsync();

    [Fact]
    public async Task The_Sdk_is_compatible_with_the_version_before() =>
        await _author.DotnetAsync("pack", Path.Combine(ForayProgram.Root, "src", "Foray.Sdk"), "-c", "Release", "--no-build", "-v", "quiet", "-o", _author.Of("packages"));

    [Fact]
    public async Task An_Sdk_without_a_member_that_plugins_may_call_is_refused()
    {
        var generator = Path.Combine(ForayProgram.Root, "src", "Foray.Sdk.Generators", "Foray.Sdk.Generators.csproj");
        CopySdk();
        var diagnostic = _author.Of("src", "Foray.Sdk", "Diagnostics", "Diagnostic.cs");
        var source = await File.ReadAllTextAsync(diagnostic, TestContext.Current.CancellationToken);
        Assert.Contains(Removed, source, StringComparison.Ordinal);
        await File.WriteAllTextAsync(diagnostic, source.Replace(Removed, Removed.Replace("public", "internal", StringComparison.Ordinal), StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var result = await _author.TryDotnetAsync("pack", "src/Foray.Sdk", "-c", "Release", "-v", "quiet", "-o", "packages", $"-p:GeneratorProject={generator}", "-p:UseSharedCompilation=false");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("CP0002", result.Output, StringComparison.Ordinal);
        Assert.Contains("Diagnostic.Warning(string, string, string?)", result.Output, StringComparison.Ordinal);
    }

    /// <summary>The Sdk's sources with the rules they are built by, as they lie in the repository.</summary>
    private void CopySdk()
    {
        foreach (var part in new[] { "eng", Path.Combine("src", "Foray.Sdk") })
            foreach (var file in Directory.EnumerateFiles(Path.Combine(ForayProgram.Root, part), "*", SearchOption.AllDirectories))
                Copy(file);
        foreach (var file in Directory.EnumerateFiles(ForayProgram.Root, "Directory.*").Append(Path.Combine(ForayProgram.Root, ".editorconfig")))
            Copy(file);
    }

    private void Copy(string file)
    {
        var target = _author.Of(Path.GetRelativePath(ForayProgram.Root, file));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }
}
