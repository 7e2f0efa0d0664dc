using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Results;

namespace Foray.Plugins.Tests.Scopes;

public sealed class ExtensionsTests : IDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Music);
    private readonly Host _host = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task They_are_ordered_by_name_whatever_the_order_of_adding()
    {
        await using var scope = _host.Open(_folder.Catalog());
        var extensions = scope.Extensions<IResultWriter>();
        foreach (var name in new[] { "score", "chart", "notes" })
            extensions.Add(name);
        Assert.Equal(["chart", "notes", "score"], extensions.Names);
        Assert.Equal(["chart.txt", "notes.txt", "score.txt"], extensions.Active.Select(writer => writer.FileName));
    }

    [Fact]
    public async Task The_order_of_the_settings_comes_first()
    {
        var settings = new PluginSettings { Order = new Dictionary<string, IReadOnlyList<string>> { ["result"] = ["score", "absent"] } };
        await using var scope = _host.Open(_folder.Catalog(settings));
        var extensions = scope.Extensions<IResultWriter>();
        await extensions.SetAllExceptAsync([]);
        Assert.Equal(["score", "chart", "notes"], extensions.Names);
    }

    [Fact]
    public async Task One_that_is_active_stays_as_it_is()
    {
        await using var scope = _host.Open(_folder.Catalog());
        var extensions = scope.Extensions<IResultWriter>();
        extensions.Add("notes");
        extensions.Add("notes");
        extensions.Add($"{Fixture.Music}:notes");
        Assert.Single(extensions.Active);
        Assert.Equal(["make notes"], _host.Told);
    }

    [Theory]
    [InlineData("notes")]
    [InlineData("Foray.Fixtures.Music:notes")]
    public async Task One_that_is_removed_is_disposed_and_can_be_added_again(string name)
    {
        await using var scope = _host.Open(_folder.Catalog());
        var extensions = scope.Extensions<IResultWriter>();
        extensions.Add("notes");
        await extensions.RemoveAsync(name);
        await extensions.RemoveAsync(name);
        Assert.Empty(extensions.Active);
        extensions.Add("notes");
        Assert.Equal(["make notes", "dispose notes", "make notes"], _host.Told);
    }

    [Fact]
    public async Task Setting_makes_exactly_those_active_and_leaves_those_that_were()
    {
        await using var scope = _host.Open(_folder.Catalog());
        var extensions = scope.Extensions<IResultWriter>();
        await extensions.SetActiveAsync(["notes", "chart"]);
        _ = _host.Told;
        await extensions.SetActiveAsync(["score", "notes", "notes"]);
        Assert.Equal(["notes", "score"], extensions.Names);
        Assert.Equal(["make score score.txt", "dispose chart"], _host.Told);
    }

    [Fact]
    public async Task Setting_to_an_unknown_one_changes_nothing()
    {
        await using var scope = _host.Open(_folder.Catalog());
        var extensions = scope.Extensions<IResultWriter>();
        extensions.Add("notes");
        await Assert.ThrowsAsync<DiagnosticException>(async () => await extensions.SetActiveAsync(["chart", "trumpet"]));
        Assert.Equal(["notes"], extensions.Names);
        Assert.Equal(["make notes"], _host.Told);
    }

    [Fact]
    public async Task Setting_to_one_that_cannot_be_made_changes_nothing_and_disposes_what_was_made()
    {
        _folder.Install(Fixture.Faulty);
        await using var scope = _host.Open(_folder.Catalog());
        var extensions = scope.Extensions<IResultWriter>();
        extensions.Add("notes");
        await Assert.ThrowsAsync<DiagnosticException>(async () => await extensions.SetActiveAsync(["chart", "thrower"]));
        Assert.Equal(["notes"], extensions.Names);
        Assert.Equal(["make notes", "make chart", "dispose chart"], _host.Told);
    }

    [Fact]
    public async Task One_that_fails_when_it_is_removed_keeps_no_other_from_being_removed()
    {
        _folder.Install(Fixture.Faulty);
        await using var scope = _host.Open(_folder.Catalog());
        var extensions = scope.Extensions<IResultWriter>();
        await extensions.SetActiveAsync(["quitter", "score"]);
        await Assert.ThrowsAsync<DiagnosticException>(async () => await extensions.SetActiveAsync(["notes"]));
        Assert.Equal(["notes"], extensions.Names);
        Assert.Equal(["make score score.txt", "make notes", "dispose score score.txt"], _host.Told);
    }

    [Fact]
    public async Task One_can_be_made_from_options()
    {
        await using var scope = _host.Open(_folder.Catalog());
        scope.Extensions<IResultWriter>().Add("score", Host.Options(("file", "sonata.txt")), "command line");
        Assert.Equal(["make score sonata.txt"], _host.Told);
    }

    [Fact]
    public async Task All_but_some_are_those_that_are_installed_and_enabled()
    {
        await using var scope = _host.Open(_folder.Catalog(new PluginSettings { Disable = ["score"] }));
        var extensions = scope.Extensions<IResultWriter>();
        await extensions.SetAllExceptAsync(["chart"]);
        Assert.Equal(["notes"], extensions.Names);
    }

    [Theory]
    [InlineData("chart")]
    [InlineData("result/chart")]
    [InlineData("Foray.Fixtures.Music:chart")]
    [InlineData("result/Foray.Fixtures.Music:chart")]
    public async Task One_can_be_left_out_by_any_of_its_names(string denied)
    {
        await using var scope = _host.Open(_folder.Catalog());
        var extensions = scope.Extensions<IResultWriter>();
        await extensions.SetAllExceptAsync([denied]);
        Assert.Equal(["notes", "score"], extensions.Names);
        Assert.Empty(extensions.Diagnostics);
    }

    [Fact]
    public async Task Leaving_out_one_of_two_of_a_name_takes_the_other_and_leaving_out_none_is_ambiguous()
    {
        _folder.Install(Fixture.Noise);
        await using var scope = _host.Open(_folder.Catalog());
        var extensions = scope.Extensions<IResultWriter>();
        await extensions.SetAllExceptAsync([$"{Fixture.Music}:chart", "notes", "score"]);
        Assert.Equal(["noise.txt"], extensions.Active.Select(writer => writer.FileName));
        var refusal = (await Assert.ThrowsAsync<DiagnosticException>(async () => await extensions.SetAllExceptAsync([]))).Diagnostics[0];
        Assert.Equal(PluginCodes.Ambiguous, refusal.Code);
        Assert.Equal(["noise.txt"], extensions.Active.Select(writer => writer.FileName));
    }

    [Fact]
    public async Task One_that_another_is_pinned_before_is_not_taken()
    {
        _folder.Install(Fixture.Noise);
        var settings = new PluginSettings { Pins = new Dictionary<string, string> { ["result/chart"] = Fixture.Noise } };
        await using var scope = _host.Open(_folder.Catalog(settings));
        var extensions = scope.Extensions<IResultWriter>();
        await extensions.SetAllExceptAsync([]);
        Assert.Equal(["noise.txt", "notes.txt", "score.txt"], extensions.Active.Select(writer => writer.FileName));
    }

    [Fact]
    public async Task Names_that_nothing_installed_has_are_told()
    {
        var settings = new PluginSettings { Order = new Dictionary<string, IReadOnlyList<string>> { ["result"] = ["score", "trumpet", $"{Fixture.Music}:notes"], ["decoder"] = ["absent"] } };
        await using var scope = _host.Open(_folder.Catalog(settings));
        var extensions = scope.Extensions<IResultWriter>();
        await extensions.SetAllExceptAsync(["chart", $"{Fixture.Noise}:chart"]);
        Assert.Equal(["score", "notes"], extensions.Names);
        Assert.Equal(["trumpet", $"{Fixture.Noise}:chart"], extensions.Diagnostics.Select(warning => warning.Message.Split('\'')[1]));
        Assert.All(extensions.Diagnostics, warning => Assert.Equal((PluginCodes.Unknown, Severity.Warning), (warning.Code, warning.Severity)));
    }
}
