namespace Foray.Sdk.Ansible;

/// <summary>Runs Ansible's playbooks on machines, each reached through its own transport, whatever that is. A service for plugins: take it in the constructor.</summary>
public interface IAnsible
{
    /// <summary>The program behind it, for <see cref="Plugins.RequiresToolAttribute"/>.</summary>
    const string Program = "ansible-playbook";

    /// <summary>How to get the program, for <see cref="Plugins.RequiresToolAttribute.Remedy"/>.</summary>
    const string Remedy = "install Ansible on this computer (Debian: apt install ansible-core)";

    /// <summary>
    /// Runs a playbook to its end. Machines without Python get it first. A machine that fails or cannot be reached keeps none of the others from its end;
    /// its outcome says so. Cancelling, and a time that is up, end the playbook and what it runs on the machines.
    /// </summary>
    /// <exception cref="Diagnostics.DiagnosticException">Ansible is missing, or refuses the playbook as a whole.</exception>
    Task<PlaybookResult> RunAsync(Playbook playbook, CancellationToken cancellationToken);
}
