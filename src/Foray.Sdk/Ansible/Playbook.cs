using System.Text.Json.Nodes;
using Foray.Sdk.Machines;

namespace Foray.Sdk.Ansible;

/// <summary>A playbook and what it is run on. Its plays name the hosts <c>all</c>, or one of <see cref="Groups"/>.</summary>
/// <param name="Path">Absolute path of the playbook; roles and files lie beside it.</param>
/// <param name="Machines">The machines.</param>
public sealed record Playbook(string Path, IReadOnlyList<IMachine> Machines)
{
    /// <summary>Id of the work, for what it runs on the machines: see <see cref="ExecutionRequest.Id"/>. Default: <c>playbook</c>.</summary>
    public string Id { get; init; } = "playbook";

    /// <summary>Groups of machines by name: letters, digits and underscores. Default: none but <c>all</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IMachine>> Groups { get; init; } = new Dictionary<string, IReadOnlyList<IMachine>>();

    /// <summary>Variables of the playbook. They may hold secrets: they reach Ansible in a file that only its user can read. Default: none.</summary>
    public JsonObject Variables { get; init; } = [];

    /// <summary>Variables of single machines, by the machine's name. Default: none.</summary>
    public IReadOnlyDictionary<string, JsonObject> MachineVariables { get; init; } = new Dictionary<string, JsonObject>();

    /// <summary>True to find out what would change, and change nothing (Ansible's check mode). Default: false.</summary>
    public bool IsCheck { get; init; }

    /// <summary>True to work as <c>root</c>, with <c>sudo</c> where Foray logs in as somebody else. Default: true.</summary>
    public bool AsRoot { get; init; } = true;

    /// <summary>The longest time for all of it. Default: one hour.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Is told what happens, while it happens, one event at a time. Default: nobody.</summary>
    public Action<PlaybookEvent>? Observer { get; init; }
}
