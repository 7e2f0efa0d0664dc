using System.Text.Json.Serialization;

namespace Foray.Stations.Programs.HandOff;

/// <summary>Reads and writes what stations say to each other about a hand-off.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    MaxDepth = 8)]
[JsonSerializable(typeof(HandOffRequest))]
[JsonSerializable(typeof(HandOffReply))]
internal sealed partial class HandOffJson : JsonSerializerContext;
