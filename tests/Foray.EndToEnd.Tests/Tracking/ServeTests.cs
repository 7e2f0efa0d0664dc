using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Foray.EndToEnd.Tests.Tracking;

/// <summary><c>foray serve</c> and those who speak to it.</summary>
public sealed partial class ServeTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef-secret";

    private readonly TestFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task What_clients_log_is_in_the_store_and_a_signal_ends_the_server_cleanly(string signal)
    {
        using var server = Start(null, "--store", "runs");
        var address = await AddressAsync(server);
        using var client = new HttpClient { BaseAddress = address };

        var run = await LogRunAsync(client);
        var list = await _folder.ForayAsync("runs", "list", "last(loss) < 0.3 and params.tool = 'xz'", "--store", "runs");
        server.Signal(signal);
        var end = await server.EndAsync();

        Assert.True(list.ExitCode == 0, list.ToString());
        Assert.Contains("by hand", list.Output, StringComparison.Ordinal);
        Assert.Equal(new CommandResult(0, $"""
            serving {_folder.Of("runs")} at {address.GetLeftPart(UriPartial.Authority)} until Ctrl-C; MLflow's clients log there with
              export MLFLOW_TRACKING_URI={address.GetLeftPart(UriPartial.Authority)}

            """, "foray: stopping; once more to stop at once\n"), end);
        var show = await _folder.ForayAsync("runs", "export", run, "--as", "csv", "--store", "runs");
        Assert.Contains(",loss,3,", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_store_that_of_the_output_folder_is_served_also_while_another_server_serves_it()
    {
        using var first = Start(null);
        using var second = Start(null, "-o", "output");
        using var client = new HttpClient { BaseAddress = await AddressAsync(first) };
        using var other = new HttpClient { BaseAddress = await AddressAsync(second) };

        var run = await LogRunAsync(client);

        using var found = await other.GetAsync(new Uri($"/api/2.0/mlflow/runs/get?run_id={run}", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        Assert.True(File.Exists(_folder.Of("output", "tracking", "tracking.db")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_a_certificate_and_a_token_from_a_file_or_the_variable_others_are_served(bool fromFile)
    {
        var certificate = await MakeCertificateAsync();
        _folder.Write("token", Secret + "\n");
        string[] options = ["--store", "runs", "--address", "0.0.0.0", "--certificate", certificate];
        using var server = Start(fromFile ? null : Secret, fromFile ? [.. options, "--token-file", "token"] : options);
        var address = await AddressAsync(server);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=localhost" };
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{address.Port}") };

        using var refused = await client.GetAsync(new Uri("/api/2.0/mlflow/experiments/get?experiment_id=0", UriKind.Relative), Token);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        await LogRunAsync(client);
        server.Signal("TERM");
        var end = await server.EndAsync();

        Assert.Equal(("https", HttpStatusCode.Unauthorized, 0), (address.Scheme, refused.StatusCode, end.ExitCode));
        Assert.DoesNotContain(Secret, end.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_be_unsafe_or_cannot_be_is_refused_before_anything_is_served()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        _folder.Write("token", Secret);
        _folder.Write("short", "short");
        _folder.Write("no.pem", "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n");

        await RefusedAsync(3, "FORAY396", "--address", "0.0.0.0");
        await RefusedAsync(3, "FORAY396", "--address", "0.0.0.0", "--token-file", "token");
        await RefusedAsync(3, "FORAY397", "--token-file", "nowhere");
        await RefusedAsync(3, "FORAY397", "--token-file", "short");
        await RefusedAsync(3, "FORAY398", "--certificate", "nowhere");
        await RefusedAsync(3, "FORAY398", "--certificate", "no.pem");
        await RefusedAsync(3, "FORAY399", "--port", port);
        await RefusedAsync(2, "--port takes a number from 0 to 65535", "--port", "65536");
        await RefusedAsync(2, "--address takes an IP address", "--address", "lab.example.org");
        await RefusedAsync(2, "give one of them", "-o", "output");
    }

    [Fact]
    public async Task Its_help_says_what_there_is()
    {
        var help = await _folder.ForayAsync("serve", "--help");

        Assert.Equal(0, help.ExitCode);
        Assert.Equal("""
            Description:
              Serve a tracking store to MLflow's clients until Ctrl-C.

            Usage:
              foray serve [options]

            Options:
              -o, --output <DIR>    Output folder of an experiment: its tracking store is served, and made where there is none. [default: output]
              --store <STORE>       The tracking store: a folder, or postgresql://user@host/database. Default: the output folder's.
              --port <port>         Port to listen on; 0 takes a free one. [default: 5000]
              --address <address>   Address to listen on. Any but one of this computer alone needs a token and a certificate. [default: 127.0.0.1]
              --token-file <FILE>   File with the token that clients have to send. Default: the variable FORAY_TOKEN; without one, no token is asked for.
              --certificate <FILE>  Certificate for TLS with its private key, PEM or PKCS #12. Default: plain HTTP.
            """, Options(help.Output));
    }

    [Fact]
    public async Task The_example_logs_a_run_and_finds_it_again()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "python3 is not installed");
        _folder.Write("token", Secret);
        using var server = Start(null, "--store", "runs", "--token-file", "token");
        var address = await AddressAsync(server);
        var example = Path.Combine(ForayProgram.Root, "examples", "track-python", "track.py");

        var result = await ForayProgram.RunProgramAsync("/usr/bin/python3", _folder.Path, new Dictionary<string, string?> { ["MLFLOW_TRACKING_TOKEN"] = Secret }, example, address.ToString());

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.EndsWith(": 1 such runs, the last with 0.01 s\n", result.Output, StringComparison.Ordinal);
        var list = await _folder.ForayAsync("runs", "list", "status = 'finished' and count(seconds) = 100", "--store", "runs");
        Assert.Contains("by hand", list.Output, StringComparison.Ordinal);
    }

    /// <summary>What stands before the options that every command has.</summary>
    private static string Options(string help) => string.Join('\n', help.Split('\n').Select(line => line.TrimEnd()).TakeWhile(line => !line.Contains("--plugin", StringComparison.Ordinal) && !line.Contains("--help", StringComparison.Ordinal) && !line.Contains("--debug", StringComparison.Ordinal)));

    private RunningCommand Start(string? token, params string[] options) => ForayProgram.Start(
        ForayProgram.Path, _folder.Path, new Dictionary<string, string?> { ["FORAY_TOKEN"] = token }, ["serve", "--port", "0", .. options]);

    private static async Task<Uri> AddressAsync(RunningCommand server) =>
        new(Address().Match(await server.SaysAsync("MLFLOW_TRACKING_URI=")).Groups[1].Value);

    private async Task RefusedAsync(int code, string part, params string[] options)
    {
        var result = await ForayProgram.RunProgramAsync(ForayProgram.Path, _folder.Path, new Dictionary<string, string?> { ["FORAY_TOKEN"] = null }, ["serve", "--store", "runs", .. options]);
        Assert.True(result.ExitCode == code, result.ToString());
        Assert.Contains(part, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("MLFLOW_TRACKING_URI", result.Output, StringComparison.Ordinal);
    }

    private async Task<string> MakeCertificateAsync()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "openssl is not installed");
        using var openssl = Process.Start(new ProcessStartInfo("openssl",
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost", "-days", "2", "-keyout", _folder.Of("key.pem"), "-out", _folder.Of("certificate.pem")])
        { RedirectStandardError = true })!;
        await openssl.StandardError.ReadToEndAsync(Token);
        await openssl.WaitForExitAsync(Token);
        return _folder.Write("server.pem", File.ReadAllText(_folder.Of("certificate.pem")) + File.ReadAllText(_folder.Of("key.pem")));
    }

    private static async Task<string> LogRunAsync(HttpClient client)
    {
        var created = await PostAsync(client, "runs/create", new { experiment_id = "0", run_name = "by hand", start_time = 1_700_000_000_000 });
        var run = created.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        await PostAsync(client, "runs/log-batch", new
        {
            run_id = run,
            metrics = Enumerable.Range(0, 4).Select(step => new { key = "loss", value = 1.0 / (step + 1), timestamp = 1_700_000_000_000, step }),
            @params = new[] { new { key = "tool", value = "xz" } },
        });
        return run;
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string call, object body)
    {
        using var answer = await client.PostAsJsonAsync(new Uri($"/api/2.0/mlflow/{call}", UriKind.Relative), body, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    [GeneratedRegex(@"MLFLOW_TRACKING_URI=(\S+)\n?")]
    private static partial Regex Address();
}
