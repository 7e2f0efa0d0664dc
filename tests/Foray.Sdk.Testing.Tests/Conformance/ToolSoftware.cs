using Foray.Sdk.Deployments;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Software;

namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>Installs a tool into the home folder, as it should be done but for one fault.</summary>
internal sealed class ToolSoftware(ToolFault fault, string version = "1") : ISoftware, IDeployment
{
    public LabelSelector Labels { get; } = new(["all"]);

    public Task DeployAsync(IInstallContext context, CancellationToken cancellationToken) => InstallAsync(context, cancellationToken);

    public async Task InstallAsync(IInstallContext context, CancellationToken cancellationToken)
    {
        if (fault == ToolFault.StopsAtTheFirstFailure)
        {
            foreach (var machine in context.Machines)
                context.Report(machine, await InstallAsync(context, machine, cancellationToken));
            return;
        }

        await Task.WhenAll(context.Machines.Select(machine => InstallAndReportAsync(context, machine, cancellationToken)));
    }

    private async Task InstallAndReportAsync(IInstallContext context, IMachine machine, CancellationToken cancellationToken)
    {
        InstallOutcome outcome;
        try
        {
            outcome = await InstallAsync(context, machine, cancellationToken);
        }
        catch (DiagnosticException exception)
        {
            var failure = exception.Diagnostics[0];
            outcome = new InstallOutcome(false, fault == ToolFault.HasNoRemedy ? failure with { Remedy = null } : failure);
        }

        if (fault != ToolFault.ReportsNobody)
            context.Report(machine, outcome);
        if (fault == ToolFault.ReportsTwice)
            context.Report(machine, outcome);
    }

    private async Task<InstallOutcome> InstallAsync(IInstallContext context, IMachine machine, CancellationToken cancellationToken)
    {
        var command = new CommandSpec($"{context.Id}/install", Script(context.Id))
        {
            WorkingFolder = context.Id,
            Environment = fault == ToolFault.ForgetsVariables ? new Dictionary<string, string>() : context.Variables,
        };
        var handle = await machine.StartAsync(command, cancellationToken);
        await machine.WaitAsync(handle, fault == ToolFault.IgnoresTheToken ? CancellationToken.None : cancellationToken);
        var log = context.LogFolder(machine);
        await machine.CollectAsync(handle, log, cancellationToken);
        await machine.RemoveAsync(context.Id, cancellationToken);
        if (fault == ToolFault.EndsNeighboursProcess)
            await machine.RemoveAsync("neighbour", cancellationToken);
        var changed = (await File.ReadAllTextAsync(Path.Combine(log, "stdout"), cancellationToken)).Contains("changed", StringComparison.Ordinal);
        return new InstallOutcome(changed || fault == ToolFault.SaysChangedEachTime);
    }

    private string Script(string section)
    {
        var file = fault switch
        {
            ToolFault.RemembersItsSection => $"by-{section}",
            ToolFault.SharesOneVersionFile => "version",
            _ => $"installed-{version}",
        };
        var more = fault switch
        {
            ToolFault.WritesEachTime => "echo again >>~/.tool/log",
            ToolFault.RemovesNeighboursFiles => "rm -rf ~/.neighbour",
            ToolFault.WritesElsewhere => ": >~/.elsewhere",
            _ => "",
        };
        return $"""
            mkdir -p ~/.tool
            if [ "$(cat ~/.tool/{file} 2>/dev/null)" != {version} ]; then echo {version} >~/.tool/{file}; echo changed; fi
            {more}
            """;
    }
}
