using System.Text.Json;

namespace Foray.Docker.Containers;

/// <summary>All that leads to a machine's container, and to the networks made for it.</summary>
/// <param name="Engine">Address of the engine.</param>
/// <param name="Container">Name of the container.</param>
/// <param name="Networks">Names of the networks.</param>
internal sealed record ContainerRecord(string Engine, string Container, IReadOnlyList<string> Networks)
{
    public string ToJson() => JsonSerializer.Serialize(this, DockerJson.Default.ContainerRecord);

    public static ContainerRecord FromJson(string json) => JsonSerializer.Deserialize(json, DockerJson.Default.ContainerRecord)!;
}
