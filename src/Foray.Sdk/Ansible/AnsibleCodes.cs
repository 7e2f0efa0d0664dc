namespace Foray.Sdk.Ansible;

/// <summary>Codes of what can go wrong with a playbook.</summary>
public static class AnsibleCodes
{
    /// <summary>Ansible is not on this computer.</summary>
    public const string Missing = "FORAY360";

    /// <summary>Ansible refused the playbook as a whole, or ended without saying what came of it.</summary>
    public const string Refused = "FORAY361";

    /// <summary>A machine could not be reached.</summary>
    public const string Unreachable = "FORAY362";

    /// <summary>A machine has no Python, and none could be installed.</summary>
    public const string NoPython = "FORAY363";

    /// <summary>A task of a playbook failed on a machine.</summary>
    public const string TaskFailed = "FORAY533";

    /// <summary>A playbook did not end in time.</summary>
    public const string TimedOut = "FORAY534";
}
