using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Results;

namespace Foray.Plugins.Tests.Scopes;

public sealed class DriverTests : IDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Music, Fixture.Faulty);
    private readonly Host _host = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_is_made_before_the_choice()
    {
        await using var scope = _host.Open(_folder.Catalog());
        Assert.Null(scope.Driver<IResultWriter>().Current);
        Assert.Empty(_host.Told);
    }

    [Fact]
    public async Task There_is_one_at_a_time()
    {
        await using var scope = _host.Open(_folder.Catalog());
        var driver = scope.Driver<IResultWriter>();
        Assert.Equal("notes.txt", (await driver.UseAsync("notes")).FileName);
        Assert.Equal("a.txt", (await driver.UseAsync("score", Host.Options(("file", "a.txt")))).FileName);
        Assert.Equal("a.txt", driver.Current!.FileName);
        Assert.Equal(["make notes", "dispose notes", "make score a.txt"], _host.Told);
    }

    [Fact]
    public async Task The_same_resource_can_be_chosen_again()
    {
        await using var scope = _host.Open(_folder.Catalog());
        var driver = scope.Driver<IResultWriter>();
        await driver.UseAsync("score");
        await driver.UseAsync("score");
        Assert.Equal(["make score score.txt", "dispose score score.txt", "make score score.txt"], _host.Told);
    }

    [Fact]
    public async Task The_settings_have_a_default()
    {
        var settings = new PluginSettings { Drivers = new Dictionary<string, string> { ["result"] = "chart" } };
        await using var scope = _host.Open(_folder.Catalog(settings));
        Assert.Equal("chart.txt", (await scope.Driver<IResultWriter>().UseAsync()).FileName);
        Assert.Equal("notes.txt", (await scope.Driver<IResultWriter>().UseAsync("notes")).FileName);
    }

    [Fact]
    public async Task Without_a_choice_and_a_default_the_possible_ones_are_listed()
    {
        await using var scope = _host.Open(_folder.Catalog());
        var refusal = (await Assert.ThrowsAsync<DiagnosticException>(async () => await scope.Driver<IResultWriter>().UseAsync())).Diagnostics[0];
        Assert.Equal(PluginCodes.Unknown, refusal.Code);
        Assert.Contains("chart, clinger, lingerer, needy, notes, quitter, refuser, score", refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_choice_leaves_the_one_before()
    {
        await using var scope = _host.Open(_folder.Catalog());
        var driver = scope.Driver<IResultWriter>();
        await driver.UseAsync("notes");
        await Assert.ThrowsAsync<DiagnosticException>(async () => await driver.UseAsync("trumpet"));
        Assert.Equal("notes.txt", driver.Current!.FileName);
    }

    [Fact]
    public async Task A_choice_that_cannot_be_made_leaves_none()
    {
        await using var scope = _host.Open(_folder.Catalog());
        var driver = scope.Driver<IResultWriter>();
        await driver.UseAsync("notes");
        await Assert.ThrowsAsync<DiagnosticException>(async () => await driver.UseAsync("thrower"));
        Assert.Null(driver.Current);
        Assert.Equal(["make notes", "dispose notes"], _host.Told);
    }

    [Fact]
    public async Task Several_scopes_hold_different_drivers_of_one_kind_at_once()
    {
        await using var root = _host.Open(_folder.Catalog());
        await using var one = root.OpenScope();
        await using var other = root.OpenScope();
        var (first, second) = (one.Driver<IResultWriter>(), other.Driver<IResultWriter>());
        await first.UseAsync("notes");
        await second.UseAsync("score", Host.Options(("file", "a.txt")));
        await root.Driver<IResultWriter>().UseAsync("score", Host.Options(("file", "b.txt")));
        Assert.Equal(["notes.txt", "a.txt"], [first.Current!.FileName, second.Current!.FileName]);
        _ = _host.Told;
        await first.UseAsync("chart");
        Assert.Equal(["dispose notes", "make chart"], _host.Told.Order());
        Assert.Equal("a.txt", second.Current.FileName);
    }

    [Fact]
    public async Task A_driver_that_claims_what_an_instance_has_is_refused_and_both_are_named()
    {
        await using var scope = _host.Open(_folder.Catalog());
        scope.Instances<IResultWriter>().Add("score", Host.Options(("file", "a.txt")), "--result on the command line");
        var refusal = (await Assert.ThrowsAsync<DiagnosticException>(async () =>
            await scope.Driver<IResultWriter>().UseAsync("score", Host.Options(("file", "a.txt")), "foray.yml:7"))).Diagnostics[0];
        Assert.Equal(PluginCodes.Claimed, refusal.Code);
        Assert.Contains("result 'score' (--result on the command line) and by result 'score' (foray.yml:7)", refusal.Message, StringComparison.Ordinal);
    }
}
