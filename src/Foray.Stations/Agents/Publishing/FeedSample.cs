using System.Text.Json.Nodes;

namespace Foray.Stations.Agents.Publishing;

/// <summary>Values of a block that were measured together.</summary>
/// <param name="Block">Name of the block.</param>
/// <param name="Time">When, in Unix seconds.</param>
/// <param name="Values">Value by field.</param>
internal readonly record struct FeedSample(string Block, double Time, JsonObject Values);
