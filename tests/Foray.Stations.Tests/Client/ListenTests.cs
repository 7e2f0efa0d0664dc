using System.Net;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Client;
using Foray.Stations.Feeds;
using Foray.Storage.Logs;

namespace Foray.Stations.Tests.Client;

public sealed class ListenTests : IAsyncLifetime
{
    private readonly TestStation _station = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(_station.Folder, "heard.jsonl");

    public async ValueTask InitializeAsync()
    {
        await _station.StartAsync();
        _station.Agent.Open(TestStation.Feed);
    }

    public ValueTask DisposeAsync() => _station.DisposeAsync();

    [Fact]
    public async Task A_feed_is_served_as_events_from_the_entry_that_is_asked_for()
    {
        for (var i = 1; i <= 3; i++)
            _station.Publish(i);
        using var http = new HttpClient { BaseAddress = _station.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/feeds/{TestStation.Instance}/{TestStation.Feed}?after=2");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        var log = _station.Agent.Open(TestStation.Feed).Id;

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.ToString());
        foreach (var expected in (string[])["event: position", $"id: {log}-2", "data: {}", "", $"id: {log}-3"])
            Assert.Equal(expected, await lines.ReadLineAsync(Token));
        Assert.StartsWith("data: {\"sequence\":3,\"time\":", await lines.ReadLineAsync(Token), StringComparison.Ordinal);
        Assert.Equal("", await lines.ReadLineAsync(Token));
    }

    [Theory]
    [InlineData("?after=x", null, HttpStatusCode.BadRequest, "FORAY224")]
    [InlineData("?after=-1", null, HttpStatusCode.BadRequest, "FORAY224")]
    [InlineData("", "5", HttpStatusCode.BadRequest, "FORAY224")]
    [InlineData("x", null, HttpStatusCode.NotFound, "FORAY223")]
    public async Task A_request_that_cannot_be_served_is_told_what_is_wrong(string suffix, string? lastEventId, HttpStatusCode status, string code)
    {
        using var http = new HttpClient { BaseAddress = _station.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/feeds/{TestStation.Instance}/{TestStation.Feed}{suffix}");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);

        using var answer = await http.SendAsync(request, Token);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!["diagnostics"]![0]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_listener_misses_and_repeats_nothing_over_restarts_of_the_station()
    {
        using var client = new StationClient(_station.Address);
        var interruptions = 0;
        await using var heard = client.ListenAsync(TestStation.Instance, TestStation.Feed, FeedStart.Beginning, _ => interruptions++, Token).GetAsyncEnumerator(Token);
        for (var round = 0; round < 4; round++)
        {
            for (var i = 1; i <= 5; i++)
                _station.Publish((round * 10) + i);
            await NextAsync(heard, (round * 10) + 1, 3);
            await _station.StopAsync();
            for (var i = 6; i <= 10; i++)
                _station.Publish((round * 10) + i);
            _station.ReopenFeeds();
            await _station.StartAsync();
            await NextAsync(heard, (round * 10) + 4, 7);
        }

        Assert.Equal(4, interruptions);
    }

    [Fact]
    public async Task A_listener_from_now_has_its_place_before_the_first_entry_comes()
    {
        _station.Publish(1);
        using var client = new StationClient(_station.Address);
        using var reopened = new ManualResetEventSlim();
        await using var heard = client.ListenAsync(TestStation.Instance, TestStation.Feed, null, PublishMeanwhile, Token).GetAsyncEnumerator(Token);
        var next = heard.MoveNextAsync().AsTask();
        await _station.ListenedAsync();

        _station.ReopenFeeds();
        reopened.Set();

        Assert.True(await next);
        Assert.Equal(2, heard.Current.Position.Sequence);

        void PublishMeanwhile(string problem)
        {
            reopened.Wait(Token);
            _station.Publish(2);
        }
    }

    [Fact]
    public async Task Entries_that_were_dropped_are_told()
    {
        _station.Feeds.Dispose();
        using (var log = SequencedLog.Open(Path.Combine(_station.Folder, "feeds", "data%2E1", TestStation.Feed), new SequencedLogOptions { MostBytes = 4096 }))
        {
            for (var i = 1; i <= 200; i++)
                log.Append("{\"time\":1,\"blocks\":{}}"u8);
        }

        _station.ReopenFeeds();
        using var client = new StationClient(_station.Address);
        await using var heard = client.ListenAsync(TestStation.Instance, TestStation.Feed, FeedStart.AfterEntry(3), null, Token).GetAsyncEnumerator(Token);
        Assert.True(await heard.MoveNextAsync());
        Assert.Equal(heard.Current.Position.Sequence - 4, heard.Current.Missed);
        Assert.True(await heard.MoveNextAsync());
        Assert.Equal(0, heard.Current.Missed);
    }

    [Fact]
    public async Task A_station_that_was_never_reached_is_a_diagnostic()
    {
        await _station.StopAsync();
        using var client = new StationClient(_station.Address);
        await using var heard = client.ListenAsync(TestStation.Instance, TestStation.Feed, null, null, Token).GetAsyncEnumerator(Token);
        var told = (await Assert.ThrowsAsync<DiagnosticException>(async () => await heard.MoveNextAsync())).Diagnostics[0];
        Assert.Equal(("FORAY370", $"the station at http://127.0.0.1:{_station.Address.Port} cannot be reached: nothing listens there"), (told.Code, told.Message));
        Assert.NotNull(told.Remedy);
    }

    [Fact]
    public async Task A_slow_listener_holds_up_neither_the_agent_nor_others()
    {
        using var http = new HttpClient { BaseAddress = _station.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/feeds/{TestStation.Instance}/{TestStation.Feed}?after=0");
        using var slow = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        using var client = new StationClient(_station.Address);
        await using var heard = client.ListenAsync(TestStation.Instance, TestStation.Feed, FeedStart.Beginning, null, Token).GetAsyncEnumerator(Token);
        var large = new JsonObject { ["text"] = new string('x', 100_000) };
        for (var i = 1; i <= 200; i++)
            _station.Agent.Append(TestStation.Feed, large);
        for (var i = 1; i <= 200; i++)
            Assert.True(await heard.MoveNextAsync());
        Assert.Equal(200, heard.Current.Position.Sequence);
    }

    [Fact]
    public async Task A_file_cut_at_any_byte_goes_on_so_that_nothing_is_missing_and_nothing_twice()
    {
        for (var i = 1; i <= 4; i++)
            _station.Publish(i);
        await ListenIntoFileAsync(4);
        var whole = await File.ReadAllBytesAsync(FilePath, Token);
        Assert.Equal([1L, 2, 3, 4], Sequences());

        foreach (var length in Enumerable.Range(0, whole.Length).Where(length => length % 13 == 0 || whole[length] == '\n'))
        {
            await File.WriteAllBytesAsync(FilePath, whole[..length], Token);
            await ListenIntoFileAsync(4 - whole[..length].Count(value => value == '\n'));
            Assert.Equal(whole, await File.ReadAllBytesAsync(FilePath, Token));
        }
    }

    [Theory]
    [InlineData("notes of mine\n")]
    [InlineData("x")]
    [InlineData("\n")]
    [InlineData("{\"instance\":\"other\",\"feed\":\"temperatures\",\"log\":\"")]
    [InlineData("{\"instance\":\"data.1\",\"feed\":\"temperatures\",\"log\":\"zz\",\"sequence\":1}\n")]
    [InlineData("{\"instance\":\"data.1\",\"feed\":\"temperatures\",\"log\":\"00000000000000000000000000000000\",\"sequence\":1}\nnotes\n")]
    public void A_file_that_is_not_its_own_is_refused_and_left_alone(string content)
    {
        File.WriteAllText(FilePath, content);
        Assert.Equal("FORAY227", Assert.Throws<DiagnosticException>(() => FeedFile.Open(FilePath, TestStation.Instance, TestStation.Feed)).Diagnostics[0].Code);
        Assert.Equal(content, File.ReadAllText(FilePath));
    }

    [Fact]
    public void Two_listeners_do_not_write_into_one_file()
    {
        using var file = FeedFile.Open(FilePath, TestStation.Instance, TestStation.Feed);
        var refused = Assert.Throws<DiagnosticException>(() => FeedFile.Open(FilePath, TestStation.Instance, TestStation.Feed)).Diagnostics[0];
        Assert.Equal("FORAY227", refused.Code);
        Assert.Contains("another process has it open", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_line_longer_than_a_block_is_found()
    {
        var entry = new HeardEntry(new FeedPosition(new string('a', 32), 7), new JsonObject { ["text"] = new string('x', 200_000) }, 0);
        using (var file = FeedFile.Open(FilePath, "i", "f"))
        {
            file.Append(entry);
            file.Append(entry with { Position = entry.Position with { Sequence = 8 } });
        }

        File.AppendAllText(FilePath, "{\"instance\":\"i\"");
        using var again = FeedFile.Open(FilePath, "i", "f");
        Assert.Equal(8, again.Position!.Sequence);
    }

    private async Task ListenIntoFileAsync(int count)
    {
        using var client = new StationClient(_station.Address);
        using var file = FeedFile.Open(FilePath, TestStation.Instance, TestStation.Feed);
        var start = file.Position is { } position ? FeedStart.After(position) : FeedStart.Beginning;
        await using var heard = client.ListenAsync(TestStation.Instance, TestStation.Feed, start, null, Token).GetAsyncEnumerator(Token);
        for (; count > 0; count--)
        {
            Assert.True(await heard.MoveNextAsync());
            file.Append(heard.Current);
        }
    }

    private IEnumerable<long> Sequences() => File.ReadLines(FilePath).Select(line => JsonNode.Parse(line)!["sequence"]!.GetValue<long>());

    private static async Task NextAsync(IAsyncEnumerator<HeardEntry> heard, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            Assert.True(await heard.MoveNextAsync());
            Assert.Equal((i, 0), (heard.Current.Position.Sequence, heard.Current.Missed));
            Assert.Equal(i, heard.Current.Content["blocks"]!["temps"]!["data"]!["channel_00"]![0]!.GetValue<int>());
        }
    }
}
