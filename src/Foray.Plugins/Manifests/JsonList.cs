using System.Text.Json;

namespace Foray.Plugins.Manifests;

/// <summary>Lists in manifests.</summary>
internal static class JsonList
{
    /// <summary>The items of a member, empty where it is absent. Not LINQ: over a structure of another assembly that is compiled at every start.</summary>
    public static List<T> Read<T>(JsonElement element, string member, Func<JsonElement, T> read)
        where T : class
    {
        var list = new List<T>();
        if (element.TryGetProperty(member, out var items))
        {
            foreach (var item in items.EnumerateArray())
                list.Add(read(item));
        }

        return list;
    }
}
