/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "corpus/meetings.h"

#include "base/limits.h"
#include "corpus/meeting.h"
#include "corpus/walk.h"

#include <string.h>

/* What is kept of a saved meeting: the minutes themselves are its own document's. */
typedef struct {
	char *name;               /* of the XML, in its folder */
	GPtrArray *links, *items; /* SgSuppliedMeeting */
	SgSuppliedMeeting whole;
} Saved;

struct SgMeetings {
	GHashTable *folders; /* path -> GPtrArray of Saved */
};

static void free_strings(SgSuppliedMeeting *meeting)
{
	g_free(meeting->day);
	g_free(meeting->committee);
	g_free(meeting->title);
	g_free(meeting->opening);
	g_free(meeting->url);
}

static void free_entry(void *data)
{
	free_strings(data);
	g_free(data);
}

static void free_saved(void *data)
{
	Saved *saved = data;
	g_ptr_array_unref(saved->links);
	g_ptr_array_unref(saved->items);
	free_strings(&saved->whole);
	g_free(saved->name);
	g_free(saved);
}

void sg_meetings_free(SgMeetings *meetings)
{
	if (!meetings)
		return;
	g_hash_table_unref(meetings->folders);
	g_free(meetings);
}

static SgSuppliedMeeting *new_entry(const Saved *saved, SgSavedHow how, const char *title)
{
	SgSuppliedMeeting *entry = g_new0(SgSuppliedMeeting, 1);
	*entry = (SgSuppliedMeeting){
	    .how = how,
	    .day = g_strdup(saved->whole.day),
	    .committee = g_strdup(saved->whole.committee),
	    .title = g_strdup(title),
	    .origin = saved->name,
	};
	return entry;
}

/* Minutes are attached to the item of the next meeting that approves them: the item's title is told too. */
static void add_links(Saved *saved, const GPtrArray *links, const char *item_title)
{
	for (guint i = 0; i < links->len; i++) {
		const SgMeetingLink *link = g_ptr_array_index(links, i);
		g_autofree char *title =
		    g_strdup_printf("%s\n%s", link->title ? link->title : "", item_title ? item_title : "");
		if (!link->url)
			continue;
		SgSuppliedMeeting *entry = new_entry(saved, SG_SAVED_LINKED, title);
		entry->url = g_strdup(link->url);
		g_ptr_array_add(saved->links, entry);
	}
}

static Saved *new_saved(const SgMeeting *meeting, const char *name)
{
	Saved *saved = g_new0(Saved, 1);
	saved->name = g_strdup(name);
	saved->links = g_ptr_array_new_with_free_func(free_entry);
	saved->items = g_ptr_array_new_with_free_func(free_entry);
	saved->whole.committee = g_strdup(meeting->committee);
	saved->whole.day = meeting->day ? sg_day_print_iso(meeting->day) : NULL;
	saved->whole.origin = saved->name;
	add_links(saved, meeting->links, NULL);
	for (guint i = 0; i < meeting->items->len; i++) {
		const SgMeetingItem *item = g_ptr_array_index(meeting->items, i);
		add_links(saved, item->links, item->title);
		if (!item->title)
			continue;
		SgSuppliedMeeting *entry = new_entry(saved, SG_SAVED_ITEM, item->title);
		entry->opening = sg_meeting_item_opening(item);
		g_ptr_array_add(saved->items, entry);
	}
	return saved;
}

static bool has_extension(const char *name, const char *const *extensions)
{
	const char *dot = strrchr(name, '.');
	for (; *extensions; extensions++)
		/* "": a name without any */
		if (dot ? g_ascii_strcasecmp(dot, *extensions) == 0 : !**extensions)
			return true;
	return false;
}

static void read_file(SgMeetings *meetings, const SgFile *file)
{
	static const char *const XML[] = {".xml", NULL};
	g_autofree char *name = g_path_get_basename(file->path);
	if (file->skipped || file->n_bytes > SG_MAX_MEETING_BYTES || !has_extension(name, XML))
		return;
	/* whatever is wrong with it is told where it is read as a document */
	g_autoptr(GBytes) bytes = sg_supplied_read_beside(file->path, SG_MAX_MEETING_BYTES, NULL);
	gsize n_bytes = 0;
	const void *data = bytes ? g_bytes_get_data(bytes, &n_bytes) : NULL;
	g_autoptr(SgMeeting) meeting = data ? sg_meeting_read(data, n_bytes) : NULL;
	if (!meeting)
		return;
	g_autofree char *folder = g_path_get_dirname(file->path);
	GPtrArray *saved = g_hash_table_lookup(meetings->folders, folder);
	if (!saved) {
		saved = g_ptr_array_new_with_free_func(free_saved);
		g_hash_table_insert(meetings->folders, g_steal_pointer(&folder), saved);
	}
	g_ptr_array_add(saved, new_saved(meeting, name));
}

SgMeetings *sg_meetings_find(const GPtrArray *files)
{
	SgMeetings *meetings = g_new0(SgMeetings, 1);
	meetings->folders =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	for (guint i = 0; i < files->len; i++)
		read_file(meetings, g_ptr_array_index(files, i));
	return meetings;
}

/* ---- of one file ----------------------------------------------------- */

static void add(SgSupplied **supplied, const SgSuppliedMeeting *entry)
{
	if (!*supplied)
		*supplied = sg_supplied_new(entry->origin);
	sg_supplied_add_meeting(*supplied, entry);
}

/* "item.html.xml", "item.xml" beside "item.html". */
static bool is_named_after(const Saved *saved, const char *name)
{
	size_t n_stem = strlen(saved->name) - strlen(".xml");
	if (strncmp(saved->name, name, n_stem) != 0)
		return false;
	const char *rest = name + n_stem;
	return !*rest || (*rest == '.' && !strchr(rest + 1, '.'));
}

/* The last part of an address's path, as a file would be called. */
static bool url_names(const char *url, const char *name)
{
	g_autofree char *path = g_strndup(url, strcspn(url, "?#"));
	const char *slash = strrchr(path, '/');
	const char *last = slash ? slash + 1 : path;
	/* browsers save "Case%20loads.pdf" under either name */
	g_autofree char *decoded = g_uri_unescape_string(last, "/");
	return strcmp(last, name) == 0 || g_strcmp0(decoded, name) == 0;
}

static bool supply_pair(const GPtrArray *folder, const char *name, SgSupplied **supplied)
{
	bool any = false;
	for (guint i = 0; i < folder->len; i++) {
		Saved *saved = g_ptr_array_index(folder, i);
		if (!is_named_after(saved, name))
			continue;
		saved->whole.how = SG_SAVED_PAIRED;
		add(supplied, &saved->whole);
		any = true;
	}
	return any;
}

static bool supply_links(const GPtrArray *folder, const char *name, SgSupplied **supplied)
{
	bool any = false;
	for (guint i = 0; i < folder->len; i++) {
		const Saved *saved = g_ptr_array_index(folder, i);
		for (guint l = 0; l < saved->links->len; l++) {
			const SgSuppliedMeeting *link = g_ptr_array_index(saved->links, l);
			if (!url_names(link->url, name))
				continue;
			add(supplied, link);
			any = true;
		}
	}
	return any;
}

/* Too many to send along are left out altogether: with some missing, "the only one" would mean nothing. */
static void supply_items(const GPtrArray *folder, SgSupplied **supplied)
{
	enum { MOST_BYTES = SG_MAX_CHANNEL_BYTES / 4 };
	size_t n_bytes = 0;
	for (guint i = 0; i < folder->len; i++) {
		const GPtrArray *items = ((Saved *)g_ptr_array_index(folder, i))->items;
		for (guint k = 0; k < items->len; k++) {
			const SgSuppliedMeeting *item = g_ptr_array_index(items, k);
			const char *const texts[] = {item->title, item->opening, item->committee,
						     item->origin};
			for (size_t t = 0; t < G_N_ELEMENTS(texts); t++)
				n_bytes += (texts[t] ? strlen(texts[t]) : 0) + 8;
		}
	}
	if (n_bytes > MOST_BYTES)
		return;
	for (guint i = 0; i < folder->len; i++) {
		const GPtrArray *items = ((Saved *)g_ptr_array_index(folder, i))->items;
		for (guint k = 0; k < items->len; k++)
			add(supplied, g_ptr_array_index(items, k));
	}
}

void sg_meetings_supply(const SgMeetings *meetings, const char *path, SgSupplied **supplied)
{
	/* printed minutes and papers are no page of an item */
	static const char *const PAGES[] = {"",     ".htm",  ".html", ".xhtml", ".aspx",
					    ".txt", ".text", ".md",   NULL};
	g_autofree char *folder_path = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(path);
	const GPtrArray *folder = g_hash_table_lookup(meetings->folders, folder_path);
	for (guint i = 0; folder && i < folder->len; i++)
		if (strcmp(((Saved *)g_ptr_array_index(folder, i))->name, name) == 0)
			return;
	if (!folder || supply_pair(folder, name, supplied) || supply_links(folder, name, supplied))
		return;
	/* "mgAi.aspx?ID=45", as a page is saved */
	if (has_extension(name, PAGES) || strstr(name, ".aspx?"))
		supply_items(folder, supplied);
}
