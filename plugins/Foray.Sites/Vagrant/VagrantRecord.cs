using System.Text.Json;
using Foray.Sites.Ssh;

namespace Foray.Sites.Vagrant;

/// <summary>What the journal keeps of a machine. No secrets: the key stays in Vagrant's own folder.</summary>
/// <param name="Folder">The machine's folder on this computer.</param>
/// <param name="Definition">What the machine is.</param>
/// <param name="Address">How to reach it; null where that is not known yet.</param>
internal sealed record VagrantRecord(string Folder, VagrantDefinition Definition, SshAddress? Address)
{
    public string ToJson() =>
        $$"""{"folder":"{{JsonEncodedText.Encode(Folder)}}","definition":{{Definition.ToJson()}}{{(Address is null ? "" : $",\"address\":{Address.ToJson()}")}}}""";

    public static VagrantRecord FromJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new VagrantRecord(
            root.GetProperty("folder").GetString()!,
            VagrantDefinition.FromJson(root.GetProperty("definition").GetRawText()),
            root.TryGetProperty("address", out var address) ? SshAddress.FromJson(address.GetRawText()) : null);
    }
}
