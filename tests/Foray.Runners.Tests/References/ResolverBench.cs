using Foray.Runners.DotNet;
using Foray.Runners.Programs;
using Foray.Runners.Recipes;
using Foray.Runners.References;
using Foray.Runners.Tap;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Runners.Tests.References;

/// <summary>A folder, and all resolvers in the order of their names, as a host asks them.</summary>
internal sealed class ResolverBench : IDisposable
{
    private static readonly IReadOnlyList<IResolver> Resolvers =
    [
        PluginUnderTest.Create<DotNetTestResolver>(), PluginUnderTest.Create<ExecTestResolver>(), PluginUnderTest.Create<FolderResolver>(),
        PluginUnderTest.Create<GlobResolver>(), PluginUnderTest.Create<RecipeResolver>(), PluginUnderTest.Create<TapResolver>(),
    ];

    public string Folder { get; } = Directory.CreateTempSubdirectory("foray-resolvers-").FullName;

    public ResolverBench Write(string name, string text = "")
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public ResolverBench Script(string name)
    {
        TestScript.Write(Folder, name, "true");
        return this;
    }

    /// <summary>What a reference stands for, as <c>kind uri</c>. No two resolvers may take it, in whatever order they are asked.</summary>
    public async Task<IReadOnlyList<string>> ResolveAsync(string reference)
    {
        List<IReadOnlyList<Runnable>> found = [];
        List<DiagnosticException> failures = [];
        foreach (var resolver in Resolvers)
        {
            try
            {
                if (await resolver.ResolveAsync(reference, Folder, TestContext.Current.CancellationToken) is { Count: > 0 } tests)
                    found.Add(tests);
            }
            catch (DiagnosticException exception)
            {
                failures.Add(exception);
            }
        }

        Assert.InRange(found.Count + failures.Count, 0, 1);
        return failures.Count > 0 ? throw failures[0] : [.. found.SelectMany(tests => tests).Select(test => $"{test.Kind} {test.Uri}")];
    }

    public async Task<string> FailureAsync(string reference) => (await Assert.ThrowsAsync<DiagnosticException>(() => ResolveAsync(reference))).Message;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
