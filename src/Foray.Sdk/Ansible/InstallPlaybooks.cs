using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Ansible;

/// <summary>Playbooks as installations.</summary>
public static partial class InstallPlaybooks
{
    private const string LogFile = "ansible.log";

    /// <summary>Name of the playbook's variable that holds the variables of the file, by name.</summary>
    public const string FileVariables = "foray_variables";

    /// <summary>Runs a playbook on the machines of an installation, logs what happens, and reports every machine.</summary>
    /// <param name="ansible">Runs it.</param>
    /// <param name="playbook">The playbook; its id is taken from the context, and it gets <see cref="FileVariables"/>. Machines that it has beside the context's take part in it and are not reported.</param>
    /// <param name="context">The installation.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The outcome of every machine, which has been reported already.</returns>
    /// <exception cref="DiagnosticException">Ansible is missing, or refuses the playbook.</exception>
    public static async Task<PlaybookResult> InstallAsync(this IAnsible ansible, Playbook playbook, IInstallContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ansible);
        ArgumentNullException.ThrowIfNull(playbook);
        ArgumentNullException.ThrowIfNull(context);
        IReadOnlyList<IMachine> machines = [.. context.Machines, .. playbook.Machines.Except(context.Machines)];
        var logs = machines.ToDictionary(machine => machine.Name, machine => Path.Combine(Directory.CreateDirectory(context.LogFolder(machine)).FullName, LogFile), StringComparer.Ordinal);
        var variables = (JsonObject)playbook.Variables.DeepClone();
        variables[FileVariables] = new JsonObject(context.Variables.Select(variable => KeyValuePair.Create(variable.Key, (JsonNode?)variable.Value)));
        var result = await ansible.RunAsync(playbook with
        {
            Machines = machines,
            Id = context.Id,
            Variables = variables,
            Observer = happened => Tell(happened, logs, context.Logger),
        }, cancellationToken);
        foreach (var machine in context.Machines)
        {
            var outcome = result.Machines[machine.Name];
            context.Report(machine, new InstallOutcome(outcome.Changed > 0, outcome.Failure));
        }

        return result;
    }

    private static void Tell(PlaybookEvent happened, Dictionary<string, string> logs, ILogger logger)
    {
        var line = $"{happened.Status}: {happened.Task}{(happened.Message.Length == 0 ? "" : $": {happened.Message}")}";
        File.AppendAllText(logs[happened.Machine], line + "\n");
        if (happened.Status is PlaybookTaskStatus.Changed)
            Changed(logger, happened.Machine, happened.Task);
        else
            Happened(logger, happened.Machine, line);
    }

    [LoggerMessage(LogLevel.Information, "{Machine}: {Task}")]
    private static partial void Changed(ILogger logger, string machine, string task);

    [LoggerMessage(LogLevel.Debug, "{Machine}: {Line}")]
    private static partial void Happened(ILogger logger, string machine, string line);
}
