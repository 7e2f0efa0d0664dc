using System.Text.Json.Nodes;
using Foray.Runtimes.Tests.Stations;

namespace Foray.Runtimes.Tests;

public sealed class PublishedProgramTests
{
    public static TheoryData<Language> Languages => [Language.Python, Language.JavaScript];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Null_returns_and_asks_nothing(Language language)
    {
        var station = new ScriptedStation(language);

        var done = await station.RunPublishedAsync("null");

        Assert.Equal("returned", (string?)done["end"]);
        Assert.Null(done["error"]);
        Assert.NotNull(done["state"]);
        Assert.Empty(station.Calls);
        Assert.Equal("", station.Output + station.Errors);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Stdio_prints_on_both_streams(Language language)
    {
        var station = new ScriptedStation(language) { Arguments = ["one", "zwei – drei"] };

        await station.RunPublishedAsync("stdio");

        Assert.Equal("one\nzwei – drei\n", station.Output);
        Assert.Equal("2 arguments\n", station.Errors);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_fragment_of_the_seed_leaves_an_empty_suitcase(Language language)
    {
        var station = new ScriptedStation(language);

        var done = await station.RunPublishedAsync("kp");

        Assert.Equal("returned", (string?)done["end"]);
        Assert.Equal(["/"], station.Suitcase.Entries.Keys);
        Assert.Equal(["suitcase.mkdir", "suitcase.write", "suitcase.write", "suitcase.list", "suitcase.stat", "suitcase.read", "suitcase.remove", "suitcase.rmdir"], station.Calls);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Migrate_home_goes_away_and_comes_back(Language language)
    {
        var station = new ScriptedStation(language) { Arguments = ["away"] };

        var done = await station.RunPublishedAsync("migrate-home");

        Assert.Equal("returned", (string?)done["end"]);
        Assert.Equal("at home\nat away\nat home\n", station.Output);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Wander_writes_a_line_at_each_station(Language language)
    {
        var station = new ScriptedStation(language) { Arguments = ["second", "third"] };

        await station.RunPublishedAsync("wander");

        Assert.Equal(["home", "second", "third", "home"], station.Visited);
        Assert.Equal("home\nsecond\nthird\nhome\n", station.Suitcase.Text("/visited"));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_clone_begins_from_the_state_of_its_original(Language language)
    {
        var original = new ScriptedStation(language) { Arguments = ["away"] };
        await original.RunPublishedAsync("clone");
        var clone = new ScriptedStation(language) { Arguments = ["away"], Id = "the clone" };

        await clone.RunPublishedAsync("clone", "away", original.CloneState);

        Assert.Equal("original at home\n", original.Output);
        Assert.Equal("clone at away\n", clone.Output);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_stub_that_was_taken_along_still_works(Language language)
    {
        var station = new ScriptedStation(language) { Arguments = ["away", "parrot"] };
        var invoked = new List<string>();
        station.Answers["service.lookup"] = arguments =>
        {
            Assert.Equal("generic.echo", (string?)arguments["type"]);
            Assert.Equal(10, (int)arguments["wait"]!);
            return new JsonObject { ["path"] = "/foray/home/services/parrot", ["type"] = "generic.echo", ["binding"] = "b7" };
        };
        station.Answers["service.invoke"] = arguments =>
        {
            invoked.Add($"{arguments["binding"]} {arguments["path"]} {arguments["method"]}");
            return string.Join(' ', arguments["arguments"]![0]!.AsArray().Select(text => (string)text!));
        };

        await station.RunPublishedAsync("migrate-connector");

        Assert.Equal("hello from home\nhello from away\n", station.Output);
        Assert.Equal(Enumerable.Repeat("b7 /foray/home/services/parrot echo", 2), invoked);
    }
}
