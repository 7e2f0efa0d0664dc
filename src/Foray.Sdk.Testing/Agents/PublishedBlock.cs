using System.Text.Json.Nodes;

namespace Foray.Sdk.Testing.Agents;

/// <summary>Values that an agent published.</summary>
/// <param name="Feed">Name of the feed.</param>
/// <param name="Block">Name of the block.</param>
/// <param name="Time">When they were measured.</param>
/// <param name="Values">Value by field name.</param>
public sealed record PublishedBlock(string Feed, string Block, DateTimeOffset Time, JsonObject Values);
