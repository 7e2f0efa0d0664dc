using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Foray.Tracking.Server.Tests;

public sealed class ArtifactTests : ServerTest
{
    private const string Artifacts = "/api/2.0/mlflow-artifacts/artifacts";

    [Fact]
    public async Task A_file_that_was_sent_comes_back_and_is_listed()
    {
        var run = await Server.CreateRunAsync();
        var content = Enumerable.Range(0, 6_000_000).Select(i => (byte)(i * 31)).ToArray();

        (await Server.PutAsync($"{Artifacts}/0/{run}/artifacts/model/weights%20%231%C3%A4.bin", content)).Ok();
        (await Server.PutAsync($"{Artifacts}/0/{run}/artifacts/model/inner/a.txt", "a"u8.ToArray())).Ok();
        (await Server.PutAsync($"{Artifacts}/0/{run}/artifacts/top.txt", [])).Ok();

        using var answer = await Server.Client.GetAsync(new Uri($"{Artifacts}/0/{run}/artifacts/model/weights%20%231%C3%A4.bin", UriKind.Relative), Token);
        Assert.Equal(content, await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(("attachment", "weights #1ä.bin"), (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentDisposition?.FileNameStar));
        Assert.Equal(
            $$"""{"root_uri":"mlflow-artifacts:/0/{{run}}/artifacts","files":[{"path":"model","is_dir":true},{"path":"top.txt","is_dir":false,"file_size":0}]}""",
            (await Server.GetAsync($"artifacts/list?run_id={run}")).Ok().GetRawText());
        Assert.Equal(["model/inner", "model/weights #1ä.bin"], Texts((await Server.GetAsync($"artifacts/list?run_id={run}&path=model")).Ok().GetProperty("files"), "path"));
        Assert.Equal(
            """{"files":[{"path":"a.txt","is_dir":false,"file_size":1}]}""",
            (await Server.GetAsync($"{Artifacts}?path=0/{run}/artifacts/model/inner")).Ok().GetRawText());
        Assert.Equal(["model", "top.txt"], Texts((await Server.GetAsync($"{Artifacts}?path=0%2F{run}%2Fartifacts")).Ok().GetProperty("files"), "path"));
        Assert.Empty((await Server.GetAsync($"artifacts/list?run_id={run}&path=top.txt")).Ok().GetProperty("files").EnumerateArray());
    }

    [Fact]
    public async Task A_file_that_is_sent_again_replaces_the_one_before()
    {
        var run = await Server.CreateRunAsync();

        (await Server.PutAsync($"{Artifacts}/0/{run}/artifacts/a", "one"u8.ToArray())).Ok();
        (await Server.PutAsync($"{Artifacts}/0/{run}/artifacts/a", "two"u8.ToArray())).Ok();

        Assert.Equal("two", await Server.Client.GetStringAsync(new Uri($"{Artifacts}/0/{run}/artifacts/a", UriKind.Relative), Token));
    }

    [Fact]
    public async Task What_is_not_there_is_told_so_and_what_is_kept_cannot_be_deleted()
    {
        var run = await Server.CreateRunAsync();
        var other = await Server.CreateExperimentAsync("other");

        (await Server.GetAsync($"{Artifacts}/0/{run}/artifacts/none")).Missing();
        (await Server.PutAsync($"{Artifacts}/{other}/{run}/artifacts/a", [1])).Missing();
        (await Server.PutAsync($"{Artifacts}/0/0123456789abcdef0123456789abcdef/artifacts/a", [1])).Missing();
        (await Server.PutAsync($"{Artifacts}/0/{run}/artifacts", [1])).Invalid();
        (await Server.PutAsync($"{Artifacts}/0/{run}/files/a", [1])).Invalid();
        using var deleted = await Server.Client.DeleteAsync(new Uri($"{Artifacts}/0/{run}/artifacts/a", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotImplemented, deleted.StatusCode);
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("%2e%2e/a")]
    [InlineData("%2E%2E%2Fa")]
    [InlineData("..%2fa")]
    [InlineData("%2e%2e%5ca")]
    [InlineData("..\\a")]
    [InlineData("a%5C..%5Cb")]
    [InlineData("%252e%252e/a")]
    [InlineData("%252e%252e%252fa")]
    [InlineData("%25252e%25252e%25252fa")]
    [InlineData("%2fetc/passwd")]
    [InlineData("a%00b")]
    [InlineData("a%0ab")]
    [InlineData("..%c0%afa")]
    public async Task A_path_that_leads_elsewhere_is_refused_however_it_is_written(string path)
    {
        var run = await Server.CreateRunAsync();

        foreach (var method in new[] { "PUT", "GET", "DELETE" })
            Assert.InRange(await SendRawAsync(method, $"{Artifacts}/0/{run}/artifacts/{path}"), 400, 404);

        Assert.Empty(await Server.Store.Artifacts.ListAsync(run, Token));
        Assert.Empty(Server.Failures);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("%2e%2e")]
    [InlineData("a%2F..%2F..")]
    [InlineData("%252e%252e")]
    [InlineData("%2Fetc")]
    [InlineData("a%5C..")]
    public async Task A_listed_path_that_leads_elsewhere_is_refused(string path)
    {
        var run = await Server.CreateRunAsync();

        (await Server.GetAsync($"artifacts/list?run_id={run}&path={path}")).Invalid();
        (await Server.GetAsync($"{Artifacts}?path=0/{run}/artifacts/{path}")).Invalid();
    }

    [Fact]
    public async Task A_request_whose_path_is_not_the_plain_one_is_refused()
    {
        var run = await Server.CreateRunAsync();

        Assert.Equal(400, await SendRawAsync("PUT", $"/api/2.0/mlflow/../mlflow-artifacts/artifacts/0/{run}/artifacts/a"));
        Assert.Equal(400, await SendRawAsync("PUT", $"/api/2.0/mlflow-artifacts/%61rtifacts/0/{run}/artifacts/a"));
    }

    /// <summary>Sends a target as it is: HTTP clients tidy it up.</summary>
    private async Task<int> SendRawAsync(string method, string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Server.Address.Port, Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx"), Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var line = await reader.ReadLineAsync(Token);
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
