using System.Text.Json.Serialization;

namespace Foray.Docker.Containers;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContainerSpecification))]
[JsonSerializable(typeof(ContainerRecord))]
internal sealed partial class DockerJson : JsonSerializerContext;
