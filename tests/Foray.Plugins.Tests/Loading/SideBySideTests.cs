using System.Runtime.Loader;
using System.Text;
using Foray.Plugins.Tests.Lifecycle;
using Foray.Sdk.Results;

namespace Foray.Plugins.Tests.Loading;

public sealed class SideBySideTests : IAsyncDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Music, Fixture.Strings);
    private readonly Stage _stage;

    public SideBySideTests() => _stage = new Stage(_folder.Catalog());

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        _folder.Dispose();
    }

    private Task<string> WriteAsync(string name) => _stage.Host.CallAsync<IResultWriter, string>("result/" + name, async writer =>
    {
        using var target = new MemoryStream();
        await writer.WriteAsync(new RunResults("", "", default, default, default, "", []), target, CancellationToken.None);
        return Encoding.UTF8.GetString(target.ToArray());
    });

    [Fact]
    public async Task Two_packages_use_two_major_versions_of_one_library_and_one_of_them_a_native_library()
    {
        await _stage.StartAllAsync(["result/score", "result/harp"]);
        Assert.EndsWith(" 440", await WriteAsync("score"), StringComparison.Ordinal);
        Assert.Matches("^432 3[0-9]{6}$", await WriteAsync("harp"));
        Assert.EndsWith(" 440", await WriteAsync("score"), StringComparison.Ordinal);

        var versions = new[] { "score", "harp" }
            .Select(name => AssemblyLoadContext.GetLoadContext(_stage.Host.Get<IResultWriter>("result/" + name).GetType().Assembly)!)
            .Select(context => context.Assemblies.Single(assembly => assembly.GetName().Name == "Foray.Fixtures.Tuning").GetName().Version!.Major);
        Assert.Equal([1, 2], versions);
    }
}
