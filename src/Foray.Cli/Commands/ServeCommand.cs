using System.CommandLine;
using System.Net;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Server;
using Foray.Tracking.Store;
using Foray.Web;
using Foray.Web.Access;

namespace Foray.Cli.Commands;

/// <summary><c>foray serve</c>: MLflow's REST API over a tracking store, until Ctrl-C.</summary>
internal static class ServeCommand
{
    /// <summary>Holds the token where no file is named.</summary>
    private const string TokenVariable = "FORAY_TOKEN";

    /// <summary>The store's folder in the output folder.</summary>
    private const string StoreFolder = "tracking";

    public static Command Create()
    {
        var output = new Option<string>("--output", "-o") { Description = "Output folder of an experiment: its tracking store is served, and made where there is none.", HelpName = "DIR", DefaultValueFactory = _ => "output" };
        var store = new Option<string?>("--store") { Description = "The tracking store: a folder, or postgresql://user@host/database. Default: the output folder's.", HelpName = "STORE" };
        var port = new Option<int>("--port") { Description = "Port to listen on; 0 takes a free one.", DefaultValueFactory = _ => 5000 };
        var address = new Option<string>("--address") { Description = "Address to listen on. Any but one of this computer alone needs a token and a certificate.", DefaultValueFactory = _ => "127.0.0.1" };
        var token = new Option<string?>("--token-file") { Description = $"File with the token that clients have to send. Default: the variable {TokenVariable}; without one, no token is asked for.", HelpName = "FILE" };
        var certificate = new Option<string?>("--certificate") { Description = "Certificate for TLS with its private key, PEM or PKCS #12. Default: plain HTTP.", HelpName = "FILE" };
        var command = new Command("serve", "Serve a tracking store to MLflow's clients until Ctrl-C.") { output, store, port, address, token, certificate };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && int.TryParse(given.Value, out var number) && number is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
                result.AddError("--port takes a number from 0 to 65535");
        });
        address.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && ParseAddress(given.Value) is null)
                result.AddError("--address takes an IP address of this computer, or localhost");
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(output) is { Implicit: false } && result.GetResult(store) is not null)
                result.AddError("--output and --store both name a store: give one of them");
        });
        command.SetAction(async (parsed, _) =>
        {
            using var shown = parsed.GetValue(certificate) is { } file ? ServerCertificate.Read(file) : null;
            var options = new WebOptions
            {
                Address = ParseAddress(parsed.GetValue(address)!)!,
                Port = parsed.GetValue(port),
                Token = ReadToken(parsed.GetValue(token)),
                Certificate = shown,
                Failed = error => Report(error, parsed.GetValue(CommonOptions.Debug)),
            };
            return await ServeAsync(parsed.GetValue(store) ?? Path.Combine(parsed.GetValue(output)!, StoreFolder), options);
        });
        return command;
    }

    private static async Task<int> ServeAsync(string location, WebOptions options)
    {
        using var interruption = new Interruption();
        await using var store = await TrackingStores.OpenAsync(location, interruption.Token);
        await using var mlflow = await MLflowServer.OpenAsync(store, null, TimeProvider.System, interruption.Token);
        await using var server = await WebServer.StartAsync(options, mlflow.Map, interruption.Token);
        Announce(store.Location, server.Address, options);
        var stopped = new TaskCompletionSource();
        await using var registration = interruption.Token.Register(() => stopped.TrySetResult());
        await stopped.Task;
        await server.StopAsync(CancellationToken.None);
        return ExitCode.Done;
    }

    private static void Announce(string location, Uri address, WebOptions options)
    {
        var uri = address.GetLeftPart(UriPartial.Authority);
        Console.Out.WriteLine($"serving {location} at {uri} until Ctrl-C; MLflow's clients log there with");
        Console.Out.WriteLine($"  export MLFLOW_TRACKING_URI={uri}");
        if (options.Token is not null)
            Console.Out.WriteLine("  export MLFLOW_TRACKING_TOKEN=…   (the token)");
        Console.Out.Flush();
    }

    private static IPAddress? ParseAddress(string text) => text == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(text, out var address) ? address : null;

    private static BearerToken? ReadToken(string? file)
    {
        if (file is not null)
            return BearerToken.Read(file);
        return Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token ? BearerToken.Parse(token, $"the variable {TokenVariable}") : null;
    }

    private static void Report(Exception error, bool debug)
    {
        Console.Error.WriteLine($"foray: a request failed: {(error is DiagnosticException failure ? failure.Diagnostics[0] : error.Message)}");
        if (debug)
            Console.Error.WriteLine(error);
    }
}
