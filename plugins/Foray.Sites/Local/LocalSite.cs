using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Foray.Sdk.Sites;
using Foray.Sites.Folders;

namespace Foray.Sites.Local;

/// <summary>Machines on this computer: each a folder and the process groups started in it.</summary>
[Plugin("local", Capabilities = [PluginCapabilities.ThisComputer])]
public sealed class LocalSite(LocalSiteOptions options, IProcesses processes) : ISite
{
    private const string FolderTaken = "FORAY335";
    private const string FolderFailed = "FORAY336";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IReadOnlyList<SiteMachine> Machines { get; } =
        [.. options.Resources.Machines.SelectMany(group => Enumerable.Repeat(new SiteMachine(group.Labels.Labels, "local"), group.Number))];

    /// <inheritdoc/>
    public Task UpAsync(IReadOnlyList<MachineRequest> machines, ISiteContext context, CancellationToken cancellationToken)
    {
        List<Diagnostic> diagnostics = [];
        foreach (var machine in machines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var folder = new MachineFolder(Path.GetFullPath(Path.Combine(context.StateFolder, machine.Name)));
            context.Record(new MachineRecord(machine.Name, machine.Id, machine.Labels, Serialize(folder.Path)));
            if (folder.Owner is null)
                context.ReportRemade(machine.Id);
            if (Make(machine, folder) is { } diagnostic)
                diagnostics.Add(diagnostic);
        }

        return diagnostics.Count == 0 ? Task.CompletedTask : throw new DiagnosticException(diagnostics);
    }

    /// <inheritdoc/>
    public IMachine Connect(MachineRecord machine, ISiteContext context) =>
        new LocalMachine(machine, LocalFolder.Existing(FolderOf(machine)), OwnEnvironment.WithoutForay(), processes);

    /// <inheritdoc/>
    public async Task DownAsync(IReadOnlyList<MachineRecord> machines, ISiteContext context, CancellationToken cancellationToken)
    {
        List<Diagnostic> diagnostics = [];
        foreach (var machine in machines)
        {
            await processes.EndAsync(null, CommandMarks.Machine, machine.Id, Grace, cancellationToken);
            var folder = new MachineFolder(FolderOf(machine));
            try
            {
                if (folder.Owner == machine.Id)
                    folder.Remove();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                diagnostics.Add(Diagnostic.Error(FolderFailed, $"folder '{folder.Path}' of machine '{machine.Name}' cannot be removed: {exception.Message}"));
            }
        }

        if (diagnostics.Count > 0)
            throw new DiagnosticException(diagnostics);
    }

    private static Diagnostic? Make(MachineRequest machine, MachineFolder folder)
    {
        try
        {
            if (folder.IsTakenFor(machine.Id))
                return Diagnostic.Error(FolderTaken, $"folder '{folder.Path}' is not of machine '{machine.Name}'", "take the other machine down, or move the folder away");
            LocalFolder.Make(folder, machine.Id);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Diagnostic.Error(FolderFailed, $"folder '{folder.Path}' of machine '{machine.Name}' cannot be made: {exception.Message}");
        }
    }

    private static string Serialize(string folder) => $$"""{"folder":"{{JsonEncodedText.Encode(folder)}}"}""";

    private static string FolderOf(MachineRecord machine)
    {
        using var document = JsonDocument.Parse(machine.Data);
        return document.RootElement.GetProperty("folder").GetString()!;
    }
}
