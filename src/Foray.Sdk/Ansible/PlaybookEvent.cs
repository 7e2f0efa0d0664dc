namespace Foray.Sdk.Ansible;

/// <summary>Something that happened while a playbook ran.</summary>
/// <param name="Machine">Name of the machine.</param>
/// <param name="Task">The task, as the playbook names it.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Message">What Ansible says about it; empty where it says nothing.</param>
public sealed record PlaybookEvent(string Machine, string Task, PlaybookTaskStatus Status, string Message);
