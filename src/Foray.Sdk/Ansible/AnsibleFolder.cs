using System.Globalization;
using System.Text.Json.Nodes;

namespace Foray.Sdk.Ansible;

/// <summary>The files that one run of Ansible reads, in a temporary folder that only this user can enter. Disposing it removes them.</summary>
internal sealed class AnsibleFolder : IDisposable
{
    /// <summary>A Unix socket's path has 108 bytes at most on Linux, 104 on macOS.</summary>
    private const int LongestSocketPath = 100;
    private const int MostForks = 25;
    private static readonly string[] TemplateMarks = ["{{", "{%", "{#"];

    private readonly string _path = Create();

    public string Socket => Path.Combine(_path, "socket");

    public string Configuration => Path.Combine(_path, "ansible.cfg");

    public string Home => Path.Combine(_path, "home");

    public string Inventory => Path.Combine(_path, "inventory.json");

    public string Variables => Path.Combine(_path, "variables.json");

    public void Write(Playbook playbook, IReadOnlyList<AnsibleHost> hosts)
    {
        WriteFile("connection_plugins/foray.py", EmbeddedText.Read("connection.py"));
        WriteFile("callback_plugins/foray.py", EmbeddedText.Read("callback.py"));
        WriteFile("ansible.cfg", ConfigurationFor(hosts.Count));
        WriteFile("inventory.json", InventoryOf(playbook, hosts).ToJsonString());
        WriteFile("variables.json", Literal(playbook.Variables)!.ToJsonString());
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("foray-ansible-").FullName;
        if (folder.Length + "/socket".Length <= LongestSocketPath)
            return folder;
        Directory.Delete(folder);
        folder = $"/tmp/foray-ansible-{Guid.NewGuid():N}";
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    private string ConfigurationFor(int machines) => string.Create(CultureInfo.InvariantCulture, $"""
        [defaults]
        connection_plugins = {_path}/connection_plugins
        callback_plugins = {_path}/callback_plugins
        stdout_callback = foray
        inventory = {Inventory}
        interpreter_python = auto_silent
        forks = {Math.Clamp(machines, 1, MostForks)}
        retry_files_enabled = False
        localhost_warning = False
        inject_facts_as_vars = True
        gather_subset = !all,min,distribution,pkg_mgr,service_mgr
        [connection]
        pipelining = True
        """);

    private JsonObject InventoryOf(Playbook playbook, IReadOnlyList<AnsibleHost> hosts)
    {
        var all = new JsonObject();
        foreach (var host in hosts)
        {
            var variables = (JsonObject)Literal(playbook.MachineVariables.GetValueOrDefault(host.Machine.Name) ?? [])!;
            variables["ansible_connection"] = "foray";
            variables["foray_machine"] = host.Machine.Name;
            variables["foray_socket"] = Socket;
            variables["ansible_remote_tmp"] = host.TemporaryFolder;
            if (host.Python is { } python)
                variables["ansible_python_interpreter"] ??= python;
            variables["ansible_become"] = playbook.AsRoot && !host.IsRoot;
            all[host.Machine.Name] = variables;
        }

        var groups = new JsonObject();
        foreach (var (name, machines) in playbook.Groups)
            groups[name] = new JsonObject { ["hosts"] = new JsonObject(machines.Where(machine => all.ContainsKey(machine.Name)).Select(machine => KeyValuePair.Create(machine.Name, (JsonNode?)new JsonObject()))) };
        return new JsonObject { ["all"] = new JsonObject { ["hosts"] = all, ["children"] = groups } };
    }

    // Text of somebody else's is text, also where Ansible would take it for a template.
    private static JsonNode? Literal(JsonNode? value) => value switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Literal(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Literal)]),
        JsonValue text when text.TryGetValue<string>(out var content) && TemplateMarks.Any(mark => content.Contains(mark, StringComparison.Ordinal)) =>
            new JsonObject { ["__ansible_unsafe"] = content },
        _ => value?.DeepClone(),
    };

    private void WriteFile(string name, string text)
    {
        var file = Path.Combine(_path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
