using System.Text.Json.Serialization;

namespace Foray.Stations.Programs.Keeping;

/// <summary>Reads and writes headers: one version has one set of members.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    MaxDepth = 8)]
[JsonSerializable(typeof(SnapshotHeader))]
[JsonSerializable(typeof(ResultHeader))]
internal sealed partial class KeepingJson : JsonSerializerContext;
