using System.CommandLine;
using Foray.Cli.Commands.Stations;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Options;
using Foray.Stations.Client;

namespace Foray.Cli.Commands.Programs;

/// <summary><c>foray program submit</c>: hands a program to a station.</summary>
internal static class ProgramSubmitCommand
{
    /// <summary>A file or folder cannot be used.</summary>
    private const string NoFolder = "FORAY249";

    public static Command Create()
    {
        var main = new Argument<string>("main") { Description = "The main file: a class KP in Python (.py) or JavaScript (.js, .mjs)." };
        var arguments = new Argument<string[]>("args") { Description = "Arguments of the program, after --.", Arity = ArgumentArity.ZeroOrMore };
        var module = new Option<string[]>("--module") { Description = "A further file that the program imports. Can be repeated.", HelpName = "FILE" };
        var suitcase = new Option<string?>("--suitcase") { Description = "Folder whose files the program takes along.", HelpName = "DIR" };
        var at = new Option<string?>("--at") { Description = "Name of the station where it begins. Default: the one that is asked.", HelpName = "STATION" };
        var wait = new Option<bool>("--wait") { Description = "Wait until the program and all of its clones have ended, and show what they print." };
        var retrieve = new Option<string[]>("--retrieve") { Description = "Files to take out of the suitcase at the end, as a glob, such as 'results/**'. Can be repeated. Needs --wait.", HelpName = "GLOB" };
        var into = new Option<string>("--into") { Description = "Folder for retrieved files; what is there is not overwritten.", HelpName = "DIR", DefaultValueFactory = _ => "." };
        var memory = new Option<string?>("--memory") { Description = "Memory that it may use, at most 256 MiB.", HelpName = "SIZE" };
        var cpu = new Option<string?>("--cpu") { Description = "Processor time that it may use at each station, at most 60 s.", HelpName = "DURATION" };
        var time = new Option<string?>("--time") { Description = "Time that it may stay at each station, at most 1 h.", HelpName = "DURATION" };
        var station = StationPlace.Option();
        var command = new Command("submit", "Hand a program to a station.") { main, arguments, module, suitcase, at, wait, retrieve, into, memory, cpu, time, station };
        command.Validators.Add(result =>
        {
            if (result.GetResult(retrieve) is { Implicit: false } && !result.GetValue(wait))
                result.AddError("--retrieve needs --wait: the suitcase is there when the program has ended");
            if (result.GetValue(memory) is { } size && !ByteSize.TryParse(size, out _))
                result.AddError("--memory takes a size such as 64MiB");
            if (new[] { cpu, time }.Any(option => result.GetValue(option) is { } text && !Duration.TryParse(text, out _)))
                result.AddError("--cpu and --time take a duration such as 10s or 5m");
        });
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            using var client = StationPlace.Open(parsed, station);
            var id = await client.Programs.SubmitAsync(
                new ProgramSubmission(parsed.GetValue(main)!)
                {
                    Modules = parsed.GetValue(module) ?? [],
                    Arguments = parsed.GetValue(arguments) ?? [],
                    Suitcase = FolderOf(parsed.GetValue(suitcase)),
                    Station = parsed.GetValue(at),
                    Memory = parsed.GetValue(memory) is { } size && ByteSize.TryParse(size, out var bytes) ? bytes.Bytes : null,
                    Cpu = DurationOf(parsed.GetValue(cpu)),
                    Time = DurationOf(parsed.GetValue(time)),
                },
                interruption.Token);
            if (!parsed.GetValue(wait))
            {
                Console.Out.WriteLine(id);
                return ExitCode.Done;
            }

            return await WaitAsync(client.Programs, id, parsed.GetValue(retrieve) ?? [], parsed.GetValue(into)!, interruption.Token);
        });
        return command;
    }

    private static async Task<int> WaitAsync(ProgramClient client, string id, IReadOnlyList<string> patterns, string folder, CancellationToken cancellationToken)
    {
        var watch = new SubmissionWatch(id);
        try
        {
            await foreach (var news in client.FollowAsync(id, cancellationToken))
                watch.Show(news);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"foray: the program goes on; end it with: foray program kill {id}");
            return ExitCode.Interrupted;
        }

        if (patterns.Count > 0)
            await RetrieveAsync(client, id, patterns, folder, cancellationToken);
        return watch.HasFailed ? ExitCode.Failed : ExitCode.Done;
    }

    private static async Task RetrieveAsync(ProgramClient client, string id, IReadOnlyList<string> patterns, string folder, CancellationToken cancellationToken)
    {
        var (written, unmatched) = await client.RetrieveAsync(id, patterns, folder, cancellationToken);
        foreach (var file in written)
            Console.Error.WriteLine($"retrieved {Path.Combine(folder, file)}");
        foreach (var pattern in unmatched)
            Console.Error.WriteLine($"foray: no file of the suitcase fits '{pattern}'");
    }

    private static TimeSpan? DurationOf(string? text) => text is not null && Duration.TryParse(text, out var duration) ? duration : null;

    private static string? FolderOf(string? folder) => folder is null || Directory.Exists(folder)
        ? folder
        : throw new DiagnosticException(Diagnostic.Error(NoFolder, $"there is no folder '{folder}'", "name the folder of the suitcase's files"));
}
