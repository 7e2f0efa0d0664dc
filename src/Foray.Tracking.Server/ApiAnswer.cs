using System.Text.Json;

namespace Foray.Tracking.Server;

/// <summary>Writes the members of the JSON object that is an answer.</summary>
internal delegate void ApiAnswer(Utf8JsonWriter json);
