using System.CommandLine;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Store;

namespace Foray.Cli.Commands.Runs;

/// <summary>Options that say which store a command is about.</summary>
internal sealed class StorePlace
{
    /// <summary>The store's folder in the output folder of an experiment.</summary>
    private const string Folder = "tracking";

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The experiment's output folder; its store is 'tracking' in there. Default: 'output'.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _store = new("--store")
    {
        Description = "The store itself: a folder, or postgresql://user@host/database.",
        HelpName = "STORE",
    };

    /// <summary>Gives a command the options.</summary>
    public static StorePlace Of(Command command)
    {
        var place = new StorePlace();
        command.Options.Add(place._output);
        command.Options.Add(place._store);
        return place;
    }

    /// <exception cref="DiagnosticException">Both options are given, or one is empty.</exception>
    public string Location(ParseResult parsed)
    {
        var (output, store) = (parsed.GetValue(_output), parsed.GetValue(_store));
        if (output is not null && store is not null)
            throw new DiagnosticException(Diagnostic.Error(RunsCodes.BadOption, "--output and --store both say which store is meant", "leave one of them out"));
        if (output is { Length: 0 })
            throw new DiagnosticException(Diagnostic.Error(RunsCodes.BadOption, "the name of the output folder is empty", "give one, or leave the option out"));
        return store ?? Path.Combine(output ?? "output", Folder);
    }

    /// <summary>Opens the store, which has to be there.</summary>
    public Task<ITrackingStore> OpenAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        TrackingStores.OpenExistingAsync(Location(parsed), cancellationToken);
}
