using System.Text;
using System.Text.Json;
using Foray.Sdk.Machines;

namespace Foray.Sites.Ssh;

/// <summary>All that leads to a host. Kept as JSON in the machine's specification (with paths as written) and record (absolute).</summary>
internal sealed record SshAddress
{
    public required string Host { get; init; }

    public string? User { get; init; }

    public int? Port { get; init; }

    public string? Key { get; init; }

    public string? Jump { get; init; }

    public string? Config { get; init; }

    public string? KnownHosts { get; init; }

    public required int ConnectTimeoutSeconds { get; init; }

    /// <summary>Further options of ssh, each as <c>Name=value</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Arguments of ssh and sftp that lead to the host; without the host itself.</summary>
    /// <param name="jumpLog">File to which the way through the jump host adds its errors; ssh drops them where it is to stay in the background.</param>
    public IReadOnlyList<string> ToArguments(string? jumpLog = null)
    {
        List<string> arguments = [.. Common()];
        if (User is not null)
            arguments.AddRange(["-o", $"User={User}"]);
        if (Port is { } port)
            arguments.AddRange(["-o", $"Port={port}"]);
        if (Jump is not null)
            arguments.AddRange(["-o", $"ProxyCommand={ProxyCommand(SshJump.Parse(Jump), jumpLog)}"]);
        foreach (var option in Options)
            arguments.AddRange(["-o", option]);
        return arguments;
    }

    public static SshAddress Of(SshSiteOptions site, SshMachineGroup group, string host) => new()
    {
        Host = host,
        User = group.User ?? site.User,
        Port = group.Port ?? site.Port,
        Key = group.Key ?? site.Key,
        Jump = group.Jump ?? site.Jump,
        Config = site.Config,
        KnownHosts = site.KnownHosts,
        ConnectTimeoutSeconds = Math.Max(1, (int)Math.Ceiling(site.ConnectTimeout.TotalSeconds)),
    };

    /// <summary>The same with absolute paths.</summary>
    public SshAddress Resolve(string folder) => this with
    {
        Key = Absolute(Key, folder),
        Config = Absolute(Config, folder),
        KnownHosts = Absolute(KnownHosts, folder),
    };

    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("host", Host);
            WriteOptional(writer, "user", User);
            if (Port is { } port)
                writer.WriteNumber("port", port);
            WriteOptional(writer, "key", Key);
            WriteOptional(writer, "jump", Jump);
            WriteOptional(writer, "config", Config);
            WriteOptional(writer, "known_hosts", KnownHosts);
            writer.WriteNumber("connect_timeout_seconds", ConnectTimeoutSeconds);
            WriteOptions(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static SshAddress FromJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new SshAddress
        {
            Host = root.GetProperty("host").GetString()!,
            User = Optional(root, "user"),
            Port = root.TryGetProperty("port", out var port) ? port.GetInt32() : null,
            Key = Optional(root, "key"),
            Jump = Optional(root, "jump"),
            Config = Optional(root, "config"),
            KnownHosts = Optional(root, "known_hosts"),
            ConnectTimeoutSeconds = root.GetProperty("connect_timeout_seconds").GetInt32(),
            Options = root.TryGetProperty("options", out var options) ? [.. options.EnumerateArray().Select(option => option.GetString()!)] : [],
        };
    }

    private List<string> Common()
    {
        List<string> arguments = ["-o", "BatchMode=yes", "-o", $"ConnectTimeout={ConnectTimeoutSeconds}"];
        if (Config is not null)
            arguments.InsertRange(0, ["-F", Config]);
        if (Key is not null)
            arguments.AddRange(["-o", $"IdentityFile={OptionPath(Key)}", "-o", "IdentitiesOnly=yes"]);
        if (KnownHosts is not null)
            arguments.AddRange(["-o", $"UserKnownHostsFile={OptionPath(KnownHosts)}", "-o", "GlobalKnownHostsFile=none"]);
        return arguments;
    }

    // ssh's own -J would not pass the key and the known hosts on to the host between.
    private string ProxyCommand(SshJump jump, string? log)
    {
        List<string> words = ["ssh", .. Common(), "-o", "ControlPath=none"];
        if (log is not null)
            words.AddRange(["-E", log]);
        if (jump.User is not null)
            words.AddRange(["-l", jump.User]);
        if (jump.Port is not null)
            words.AddRange(["-p", jump.Port]);
        words.Add(jump.Host);
        var line = string.Join(' ', words.Select(ShellText.Quote));
        return $"{line.Replace("%", "%%", StringComparison.Ordinal)} -W '[%h]:%p'";
    }

    // ssh expands % in these options, and splits them at spaces.
    private static string OptionPath(string path) => $"\"{path.Replace("%", "%%", StringComparison.Ordinal)}\"";

    private static string? Absolute(string? path, string folder)
    {
        if (path is null)
            return null;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return path.StartsWith("~/", StringComparison.Ordinal) ? Path.GetFullPath(path[2..], home) : Path.GetFullPath(path, folder);
    }

    private void WriteOptions(Utf8JsonWriter writer)
    {
        if (Options.Count == 0)
            return;
        writer.WriteStartArray("options");
        foreach (var option in Options)
            writer.WriteStringValue(option);
        writer.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    private static string? Optional(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
