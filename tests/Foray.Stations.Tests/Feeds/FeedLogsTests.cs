using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Feeds;
using Foray.Stations.Tests.Client;
using Foray.Storage.Logs;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Stations.Tests.Feeds;

public sealed class FeedLogsTests : IDisposable
{
    private static readonly string[] Prefixes = ["", "{\"instance\":", "{\"instance\":\"a\",\"feed\":\"f\",\"after\":", "{\"log\":\"a\",\"after\":1,\"first\":1,\"entries\":["];

    private readonly string _folder = Directory.CreateTempSubdirectory("foray-feeds-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_entry_has_its_number_its_time_and_its_blocks_also_after_a_restart()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(1615394417.5));
        string log;
        using (var feeds = new StationFeeds(_folder, time: time))
        {
            feeds.Of("a").Append("f", TestStation.Blocks(1));
            log = feeds.Of("a").Open("f").Id;
        }

        using var again = new StationFeeds(_folder, time: time);
        again.Of("a").Append("f", TestStation.Blocks(2));
        var page = await PageAsync(again, new FeedRequest("f") { After = 0 });

        Assert.Equal((log, 0, 1), (page.Log, page.After, page.First));
        Assert.Equal([Entry(1), Entry(2)], page.Entries.Select(entry => entry.ToJsonString()));

        string Entry(int number) => new JsonObject { ["sequence"] = number, ["time"] = 1615394417.5, ["blocks"] = TestStation.Blocks(number) }.ToJsonString();
    }

    [Fact]
    public async Task A_subscriber_of_a_log_that_was_made_anew_gets_it_from_its_beginning()
    {
        using var feeds = new StationFeeds(_folder);
        for (var i = 1; i <= 3; i++)
            feeds.Of("a").Append("f", TestStation.Blocks(i));

        var page = await PageAsync(feeds, new FeedRequest("f") { Log = new string('0', 32), After = 2 });

        Assert.Equal((0, 3), (page.After, page.Entries.Count));
    }

    [Fact]
    public async Task A_subscriber_without_a_place_or_ahead_of_the_log_waits_for_the_next_entry()
    {
        using var feeds = new StationFeeds(_folder);
        feeds.Of("a").Append("f", TestStation.Blocks(1));
        foreach (var after in (long?[])[null, 1, 1000])
        {
            var last = feeds.Of("a").Open("f").Last;
            var reading = PageAsync(feeds, new FeedRequest("f") { After = after is 1 ? last : after, Wait = TimeSpan.FromMinutes(1) });
            Assert.False(reading.IsCompleted);
            feeds.Of("a").Append("f", TestStation.Blocks(2));
            Assert.Equal(last + 1, Assert.Single((await reading).Entries)["sequence"]!.GetValue<long>());
        }
    }

    [Fact]
    public async Task A_wait_that_is_over_answers_with_no_entry()
    {
        using var feeds = new StationFeeds(_folder);
        feeds.Of("a").Open("f");
        Assert.Empty((await PageAsync(feeds, new FeedRequest("f") { After = 0, Wait = TimeSpan.FromMilliseconds(1) })).Entries);
    }

    [Fact]
    public async Task A_feed_or_an_agent_that_never_was_is_refused()
    {
        using var feeds = new StationFeeds(_folder);
        feeds.Of("a").Open("f");
        foreach (var (instance, feed) in new[] { ("a", "g"), ("b", "f"), ("..", "f"), ("a", "../a/f"), ("a", "") })
            Assert.Equal("FORAY223", (await Assert.ThrowsAsync<DiagnosticException>(() => PageAsync(feeds, new FeedRequest(feed), instance))).Diagnostics[0].Code);
        Assert.Equal([_folder], Directory.GetDirectories(_folder, "feeds").Select(Path.GetDirectoryName));
    }

    [Fact]
    public void Instances_of_any_name_stay_below_the_station() =>
        Gen.String[Gen.Char["./\\ aÜ\0%-"], 1, 12].Where(name => name.Length > 0).Sample(
            name =>
            {
                using var feeds = new StationFeeds(_folder);
                feeds.Of(name).Append("f", []);
                Assert.All(Directory.GetDirectories(_folder), folder => Assert.Equal("feeds", Path.GetFileName(folder)));
                Assert.NotNull(feeds.Find(name));
            },
            iter: 50,
            threads: 1);

    [Fact]
    public void Any_bytes_are_a_message_or_refused_with_a_diagnostic() =>
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[0, Prefixes.Length - 1]).Sample(
            (bytes, prefix) =>
            {
                byte[] message = [.. Encoding.UTF8.GetBytes(Prefixes[prefix]), .. bytes];
                AssertRefusal(Record.Exception(() => FeedMessages.ReadRequest(message)));
                AssertRefusal(Record.Exception(() => FeedMessages.ReadPage(message)));
            },
            iter: 2000);

    [Fact]
    public void Values_of_wrong_types_in_a_message_are_refused()
    {
        foreach (var text in (string[])["{\"instance\":1,\"feed\":\"f\"}", "{\"instance\":\"a\",\"feed\":\"f\",\"after\":1.5}", "{\"instance\":\"a\",\"instance\":\"a\",\"feed\":\"f\"}", "{\"instance\":\"a\"}", "[]", "null"])
            Assert.Equal("FORAY224", Assert.Throws<DiagnosticException>(() => FeedMessages.ReadRequest(Encoding.UTF8.GetBytes(text))).Diagnostics[0].Code);
    }

    [Fact]
    public void A_position_is_read_as_it_is_written_and_nothing_else_is()
    {
        var position = new FeedPosition(SequencedLogId(), 42);
        Assert.Equal(position, FeedPosition.TryParse(position.ToString()));
        foreach (var text in (string?[])[null, "", "42", position.Log, position.Log + "-", position.Log + "--1", position.Log[1..] + "x-1", position.Log + "-99999999999999999999"])
            Assert.Null(FeedPosition.TryParse(text));
    }

    private string SequencedLogId()
    {
        using var log = SequencedLog.Open(Path.Combine(_folder, "log"));
        return log.Id;
    }

    private static async Task<FeedPage> PageAsync(StationFeeds feeds, FeedRequest request, string instance = "a") =>
        FeedMessages.ReadPage(await new FeedsPart(feeds).AnswerAsync(FeedMessages.Write(instance, request), Token));

    private static void AssertRefusal(Exception? exception) => Assert.True(exception is null or DiagnosticException, exception?.ToString());
}
