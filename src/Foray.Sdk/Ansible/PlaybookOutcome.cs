using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Ansible;

/// <summary>How a playbook ended on one machine.</summary>
/// <param name="Changed">How many tasks changed something.</param>
/// <param name="Failure">What went wrong, with the task; null where all of it succeeded.</param>
/// <param name="Data">What the playbook said about the machine with <c>set_stats</c> and <c>per_host: true</c>; empty where it said nothing.</param>
public sealed record PlaybookOutcome(int Changed, Diagnostic? Failure, JsonObject Data);
