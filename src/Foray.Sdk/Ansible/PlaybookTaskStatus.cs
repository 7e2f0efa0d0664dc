namespace Foray.Sdk.Ansible;

/// <summary>What came of a task on one machine.</summary>
public enum PlaybookTaskStatus
{
    /// <summary>All was as wanted already.</summary>
    Ok,

    /// <summary>Something was changed.</summary>
    Changed,

    /// <summary>Its condition did not hold.</summary>
    Skipped,

    /// <summary>It failed, and is tried again.</summary>
    Retrying,

    /// <summary>It failed, and the playbook says that this does not matter.</summary>
    Ignored,

    /// <summary>It failed: nothing more is done on this machine.</summary>
    Failed,

    /// <summary>The machine could not be reached: nothing more is done on it.</summary>
    Unreachable,
}
