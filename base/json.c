/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/json.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

struct SgJson {
	GString *out;
	unsigned indent;
	unsigned depth;
	bool first; /* nothing written yet at this level */
};

SgJson *sg_json_new(GString *out, unsigned indent)
{
	SgJson *json = g_new(SgJson, 1);
	*json = (SgJson){.out = out, .indent = indent, .first = true};
	return json;
}

void sg_json_free(SgJson *json)
{
	g_free(json);
}

static void append_escaped(GString *out, const char *text)
{
	g_autofree char *repaired = NULL;
	if (!g_utf8_validate(text, -1, NULL))
		text = repaired = sg_utf8_repair(text, strlen(text));
	g_string_append_c(out, '"');
	for (const char *next; *text; text = next) {
		gunichar c = g_utf8_get_char(text);
		next = g_utf8_next_char(text);
		if (c == '"' || c == '\\')
			g_string_append_printf(out, "\\%c", (char)c);
		else if (c == '\n')
			g_string_append(out, "\\n");
		else if (sg_utf8_drives_terminal(c)) /* JSON is read on terminals too */
			g_string_append_printf(out, "\\u%04x", c);
		else
			g_string_append_len(out, text, next - text);
	}
	g_string_append_c(out, '"');
}

static void new_line(SgJson *json)
{
	if (json->indent == 0)
		return;
	g_string_append_c(json->out, '\n');
	for (unsigned i = 0; i < json->depth * json->indent; i++)
		g_string_append_c(json->out, ' ');
}

/* Comma, line and key: all that stands before a value. */
static void before_value(SgJson *json, const char *key)
{
	if (!json->first)
		g_string_append(json->out, json->indent ? "," : ", ");
	if (json->depth > 0)
		new_line(json);
	json->first = false;
	if (key) {
		append_escaped(json->out, key);
		g_string_append(json->out, ": ");
	}
}

static void begin(SgJson *json, const char *key, char bracket)
{
	before_value(json, key);
	g_string_append_c(json->out, bracket);
	json->depth++;
	json->first = true;
}

static void end(SgJson *json, char bracket)
{
	json->depth--;
	if (!json->first)
		new_line(json);
	g_string_append_c(json->out, bracket);
	json->first = false;
}

void sg_json_begin_object(SgJson *json, const char *key)
{
	begin(json, key, '{');
}

void sg_json_end_object(SgJson *json)
{
	end(json, '}');
}

void sg_json_begin_array(SgJson *json, const char *key)
{
	begin(json, key, '[');
}

void sg_json_end_array(SgJson *json)
{
	end(json, ']');
}

void sg_json_string(SgJson *json, const char *key, const char *value)
{
	before_value(json, key);
	if (value)
		append_escaped(json->out, value);
	else
		g_string_append(json->out, "null");
}

void sg_json_int(SgJson *json, const char *key, int64_t value)
{
	before_value(json, key);
	g_string_append_printf(json->out, "%" PRId64, value);
}

void sg_json_decimal(SgJson *json, const char *key, double value)
{
	char digits[G_ASCII_DTOSTR_BUF_SIZE];
	before_value(json, key);
	g_string_append(json->out, g_ascii_formatd(digits, sizeof digits, "%.2f", value));
}

void sg_json_bool(SgJson *json, const char *key, bool value)
{
	before_value(json, key);
	g_string_append(json->out, value ? "true" : "false");
}

void sg_json_null(SgJson *json, const char *key)
{
	sg_json_string(json, key, NULL);
}
