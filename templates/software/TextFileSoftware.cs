using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Software;
using Microsoft.Extensions.Logging;

namespace Acme.Plugin;

/// <summary>Puts a text file on machines. One that is there with this text is left alone.</summary>
[Plugin("acme-plugin", Description = "Puts a text file on machines.")]
public sealed class TextFileSoftware(TextFileOptions options) : ISoftware
{
    private const int NothingToDo = 100;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private const string Script = """
        target=$FORAY_SHARED/$file_name
        printf %s "$file_text" > "$target.new" || exit 1
        if cmp -s "$target" "$target.new"; then
          rm "$target.new"
          exit 100
        fi
        mv "$target.new" "$target"
        """;

    /// <inheritdoc/>
    public LabelSelector Labels => options.Labels;

    /// <inheritdoc/>
    public Task InstallAsync(IInstallContext context, CancellationToken cancellationToken) =>
        Task.WhenAll(context.Machines.Select(async machine =>
        {
            try
            {
                context.Report(machine, await InstallAsync(context, machine, cancellationToken));
            }
            catch (DiagnosticException error)
            {
                // The machine cannot be reached, for example. The others go on.
                context.Report(machine, new InstallOutcome(Changed: false, error.Diagnostics[0]));
            }
        }));

    private async Task<InstallOutcome> InstallAsync(IInstallContext context, IMachine machine, CancellationToken cancellationToken)
    {
        // The id is the same every time: after a crash the script is found again and not started twice.
        var command = new CommandSpec($"{context.Id}/install", Script)
        {
            Environment = new Dictionary<string, string>(context.Variables) { ["file_name"] = options.Name, ["file_text"] = options.Text },
        };
        var handle = await machine.StartAsync(command, cancellationToken);
        CommandEnd end;
        try
        {
            end = await machine.WaitAsync(handle, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await machine.StopAsync(handle, Grace, CancellationToken.None);
            throw;
        }

        await machine.CollectAsync(handle, context.LogFolder(machine), cancellationToken);
        await machine.RemoveAsync(context.Id, cancellationToken);
        context.Logger.LogDebug("'{File}' on '{Machine}': exit code {ExitCode}", options.Name, machine.Name, end.ExitCode);
        return end.ExitCode switch
        {
            0 => new InstallOutcome(Changed: true),
            NothingToDo => new InstallOutcome(Changed: false),
            _ => new InstallOutcome(Changed: true, Failure(context, machine)),
        };
    }

    private Diagnostic Failure(IInstallContext context, IMachine machine) =>
        Diagnostic.Error("ACME001", $"'{options.Name}' cannot be written on '{machine.Name}'", $"see what the script wrote in {context.LogFolder(machine)}");
}
