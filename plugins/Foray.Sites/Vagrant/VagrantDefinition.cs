using System.Text;
using System.Text.Json;

namespace Foray.Sites.Vagrant;

/// <summary>All that makes a virtual machine what it is. Kept as JSON in the machine's specification.</summary>
internal sealed record VagrantDefinition
{
    public required VagrantBackend Backend { get; init; }

    public required string Box { get; init; }

    public string? User { get; init; }

    public required string NamePrefix { get; init; }

    public required VagrantSize Size { get; init; }

    public required IReadOnlyList<VagrantAddress> Addresses { get; init; }

    public string? ConfigExtra { get; init; }

    public string? ConfigExtraVM { get; init; }

    /// <summary>The backend's name for Vagrant.</summary>
    public string Provider => Backend == VagrantBackend.Libvirt ? "libvirt" : "virtualbox";

    /// <param name="site">Options of the site.</param>
    /// <param name="group">Options of the machine's group.</param>
    /// <param name="number">The machine's number in the site, from 0.</param>
    public static VagrantDefinition Of(VagrantSiteOptions site, VagrantMachineGroup group, int number) => new()
    {
        Backend = group.Backend ?? site.Backend,
        Box = group.Box ?? site.Box,
        User = group.User ?? site.User,
        NamePrefix = group.NamePrefix ?? site.NamePrefix,
        Size = group.FlavourDesc ?? VagrantSize.Of(group.Flavour!.Value),
        Addresses = [.. site.Resources.Networks.SelectMany(network => AddressOn(network, number))],
        ConfigExtra = site.ConfigExtra,
        ConfigExtraVM = group.ConfigExtraVM,
    };

    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static VagrantDefinition FromJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new VagrantDefinition
        {
            Backend = Text(root, "provider") == "libvirt" ? VagrantBackend.Libvirt : VagrantBackend.Virtualbox,
            Box = Text(root, "box")!,
            User = Text(root, "user"),
            NamePrefix = Text(root, "name_prefix")!,
            Size = new VagrantSize { Core = root.GetProperty("core").GetInt32(), Mem = root.GetProperty("mem").GetInt32() },
            Addresses =
            [
                .. root.GetProperty("addresses").EnumerateArray().Select(address =>
                    new VagrantAddress(Text(address, "network")!, Text(address, "address")!, address.GetProperty("prefix_length").GetInt32())),
            ],
            ConfigExtra = Text(root, "config_extra"),
            ConfigExtraVM = Text(root, "config_extra_vm"),
        };
    }

    private static IEnumerable<VagrantAddress> AddressOn(VagrantNetwork network, int number)
    {
        if (new AddressRange(network.Cidr).AddressOf(number) is { } address)
            yield return new VagrantAddress(network.Labels[0], address, network.Cidr.PrefixLength);
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("provider", Provider);
        writer.WriteString("box", Box);
        WriteOptional(writer, "user", User);
        writer.WriteString("name_prefix", NamePrefix);
        writer.WriteNumber("core", Size.Core);
        writer.WriteNumber("mem", Size.Mem);
        writer.WriteStartArray("addresses");
        foreach (var address in Addresses)
        {
            writer.WriteStartObject();
            writer.WriteString("network", address.Network);
            writer.WriteString("address", address.Address);
            writer.WriteNumber("prefix_length", address.PrefixLength);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteOptional(writer, "config_extra", ConfigExtra);
        WriteOptional(writer, "config_extra_vm", ConfigExtraVM);
        writer.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
