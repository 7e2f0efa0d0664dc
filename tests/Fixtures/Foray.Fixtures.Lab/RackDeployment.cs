using Foray.Sdk.Consoles;
using Foray.Sdk.Deployments;
using Foray.Sdk.Installs;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Lab;

/// <summary>A deployment that is deployed by saying so.</summary>
[Plugin("rack")]
public sealed class RackDeployment(KitOptions options, IConsole console) : IDeployment
{
    /// <inheritdoc/>
    public LabelSelector Labels => options.Labels;

    /// <inheritdoc/>
    public int Order => options.Order;

    /// <inheritdoc/>
    public IReadOnlyList<InputPath> Files => options.Plan is { } plan ? [plan] : [];

    /// <inheritdoc/>
    public Task DeployAsync(IInstallContext context, CancellationToken cancellationToken)
    {
        console.WriteLine("rack of " + string.Join(" and ", context.Sections.Select(section => string.Join(", ", section.Machines.Select(machine => machine.Name)))));
        foreach (var machine in context.Machines)
        {
            console.WriteLine($"deploy rack {options.Version} {machine.Name}");
            context.Report(machine, new InstallOutcome(Changed: true));
        }

        return Task.CompletedTask;
    }
}
