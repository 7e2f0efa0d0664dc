using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Foray.Sdk.Sites;

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
            var folder = Path.GetFullPath(Path.Combine(context.StateFolder, machine.Name));
            context.Record(new MachineRecord(machine.Name, machine.Id, machine.Labels, Serialize(folder)));
            if (ReadMarker(folder) is null)
                context.ReportRemade(machine.Id);
            if (Make(machine, folder) is { } diagnostic)
                diagnostics.Add(diagnostic);
        }

        return diagnostics.Count == 0 ? Task.CompletedTask : throw new DiagnosticException(diagnostics);
    }

    /// <inheritdoc/>
    public IMachine Connect(MachineRecord machine, ISiteContext context) => new LocalMachine(machine, FolderOf(machine), processes);

    /// <inheritdoc/>
    public async Task DownAsync(IReadOnlyList<MachineRecord> machines, ISiteContext context, CancellationToken cancellationToken)
    {
        List<Diagnostic> diagnostics = [];
        foreach (var machine in machines)
        {
            await processes.EndAsync(null, CommandMarks.Machine, machine.Id, Grace, cancellationToken);
            var folder = FolderOf(machine);
            try
            {
                if (ReadMarker(folder) == machine.Id)
                    Remove(folder);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                diagnostics.Add(Diagnostic.Error(FolderFailed, $"folder '{folder}' of machine '{machine.Name}' cannot be removed: {exception.Message}"));
            }
        }

        if (diagnostics.Count > 0)
            throw new DiagnosticException(diagnostics);
    }

    private static Diagnostic? Make(MachineRequest machine, string folder)
    {
        try
        {
            var marker = ReadMarker(folder);
            if (marker is null ? HasForeignFiles(folder) : marker != machine.Id)
                return Diagnostic.Error(FolderTaken, $"folder '{folder}' is not of machine '{machine.Name}'", "take the other machine down, or move the folder away");
            Directory.CreateDirectory(folder);
            if (marker is null)
            {
                var path = Path.Combine(folder, MachineLayout.Marker);
                File.WriteAllText($"{path}.new", $"{machine.Id}\n");
                File.Move($"{path}.new", path, overwrite: true);
            }

            Directory.CreateDirectory(Path.Combine(folder, MachineLayout.Tasks));
            Directory.CreateDirectory(Path.Combine(folder, MachineLayout.Shared));
            var wrapper = Path.Combine(folder, CommandWrapper.FileName);
            File.WriteAllText($"{wrapper}.new", CommandWrapper.Text);
            File.Move($"{wrapper}.new", wrapper, overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Diagnostic.Error(FolderFailed, $"folder '{folder}' of machine '{machine.Name}' cannot be made: {exception.Message}");
        }
    }

    /// <summary>True where the folder holds more than a marker that was never finished.</summary>
    private static bool HasForeignFiles(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(entry => Path.GetFileName(entry) != MachineLayout.Marker + ".new");

    /// <summary>Removes the marker last, so that a removal that is cut short can be begun again.</summary>
    private static void Remove(string folder)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder).Where(entry => Path.GetFileName(entry) != MachineLayout.Marker))
            FileTree.Delete(entry);
        FileTree.Delete(folder);
    }

    private static string? ReadMarker(string folder)
    {
        var marker = Path.Combine(folder, MachineLayout.Marker);
        return File.Exists(marker) ? File.ReadAllText(marker).TrimEnd('\n') : null;
    }

    private static string Serialize(string folder) => $$"""{"folder":"{{JsonEncodedText.Encode(folder)}}"}""";

    private static string FolderOf(MachineRecord machine)
    {
        using var document = JsonDocument.Parse(machine.Data);
        return document.RootElement.GetProperty("folder").GetString()!;
    }
}
