/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/job.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/pack.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* ---- jobs ------------------------------------------------------------- */

GString *sg_job_pack(const SgJob *job)
{
	GString *out = g_string_new(NULL);
	sg_pack_uint(out, job->number);
	/* a path is bytes, a message UTF-8 */
	g_autofree char *key = job->path ? sg_place_key(job->path) : NULL;
	sg_pack_string(out, key);
	sg_pack_string(out, job->document_id);
	sg_pack_string(out, job->sha256);
	sg_pack_string(out, job->segment);
	sg_pack_uint(out, job->parts_only);
	sg_supplied_pack(out, job->supplied);
	return out;
}

SgJob *sg_job_unpack(const GString *message)
{
	SgUnpack in = sg_unpack_start(message->str, message->len);
	SgJob *job = g_new0(SgJob, 1);
	job->number = (guint)sg_unpack_uint(&in);
	g_autofree char *key = sg_unpack_string(&in);
	job->path = key ? sg_place_path(key) : NULL;
	job->document_id = sg_unpack_string(&in);
	job->sha256 = sg_unpack_string(&in);
	job->segment = sg_unpack_string(&in);
	job->parts_only = sg_unpack_uint(&in) != 0;
	job->supplied = sg_supplied_unpack(&in);
	return job;
}

void sg_job_free(SgJob *job)
{
	if (!job)
		return;
	g_free(job->path);
	g_free(job->document_id);
	g_free(job->sha256);
	g_free(job->segment);
	sg_supplied_free(job->supplied);
	g_free(job);
}

/* ---- what became of them ---------------------------------------------- */

static void part_free(void *data)
{
	SgDonePart *part = data;
	g_free(part->name);
	g_free(part->message);
	g_free(part);
}

static void pack_parts(GString *out, const GPtrArray *parts)
{
	sg_pack_uint(out, parts ? parts->len : 0);
	for (guint i = 0; parts && i < parts->len; i++) {
		const SgDonePart *part = g_ptr_array_index(parts, i);
		sg_pack_string(out, part->name);
		sg_pack_uint(out, (uint64_t)part->n_bytes);
		sg_pack_uint(out, part->reason);
		sg_pack_string(out, part->message);
	}
}

/* Messages name paths, whose bytes may be of any kind. */
static void pack_repaired(GString *out, const char *text)
{
	g_autofree char *repaired = text ? sg_utf8_repair(text, strlen(text)) : NULL;
	sg_pack_string(out, repaired);
}

GString *sg_done_pack(const SgDone *done)
{
	GString *out = g_string_new(NULL);
	sg_pack_uint(out, done->number);
	sg_pack_uint(out, done->reason);
	pack_repaired(out, done->message);
	pack_repaired(out, done->fatal);
	sg_pack_uint(out, done->no_space);
	sg_pack_uint(out, done->archive);
	sg_pack_string(out, done->type);
	sg_pack_string(out, done->title);
	sg_pack_string(out, done->about);
	sg_pack_uint(out, done->source);
	sg_date_pack(out, &done->date);
	sg_pack_uint(out, done->n_pages);
	sg_pack_uint(out, done->n_passages);
	sg_pack_uint(out, done->ms);
	pack_parts(out, done->parts);
	return out;
}

/* The sizes must be those of the bytes that came along. */
static GPtrArray *unpack_parts(SgUnpack *in, int fd)
{
	/* one past the bound says how many were left out */
	uint32_t n_parts = sg_unpack_below(in, SG_MAX_PARTS + 2);
	if (n_parts == 0)
		return NULL;
	GPtrArray *parts = g_ptr_array_new_with_free_func(part_free);
	int64_t n_bytes = 0;
	for (uint32_t i = 0; i < n_parts && !in->bad; i++) {
		SgDonePart *part = g_new0(SgDonePart, 1);
		part->name = sg_unpack_string(in);
		part->n_bytes = sg_unpack_below(in, SG_MAX_PART_BYTES + 1);
		part->reason = sg_unpack_below(in, SG_REASON_NO_TEXT + 1);
		part->message = sg_unpack_string(in);
		n_bytes += part->n_bytes;
		in->bad = in->bad || !part->name || (part->reason && part->n_bytes > 0);
		g_ptr_array_add(parts, part);
	}
	in->bad = in->bad || fd < 0 || lseek(fd, 0, SEEK_END) != n_bytes;
	return parts;
}

SgDone *sg_done_unpack(const GString *message, int fd)
{
	SgUnpack in = sg_unpack_start(message->str, message->len);
	g_autoptr(SgDone) done = g_new0(SgDone, 1);
	done->number = (guint)sg_unpack_uint(&in);
	done->reason = sg_unpack_below(&in, SG_REASON_NO_TEXT + 1);
	done->message = sg_unpack_string(&in);
	done->fatal = sg_unpack_string(&in);
	done->no_space = sg_unpack_uint(&in) != 0;
	done->archive = sg_unpack_uint(&in) != 0;
	done->type = sg_unpack_string(&in);
	done->title = sg_unpack_string(&in);
	done->about = sg_unpack_string(&in);
	done->source = sg_unpack_below(&in, SG_N_SOURCES);
	done->date = sg_date_unpack(&in);
	done->n_pages = (uint32_t)sg_unpack_uint(&in);
	done->n_passages = (uint32_t)sg_unpack_uint(&in);
	done->ms = (unsigned)sg_unpack_uint(&in);
	done->parts = unpack_parts(&in, fd);
	done->parts_fd = fd;
	if (!done->parts && fd >= 0)
		close(fd);
	return sg_unpack_done(&in) ? g_steal_pointer(&done) : NULL;
}

void sg_done_drop_parts(SgDone *done)
{
	if (done->parts && done->parts_fd >= 0)
		close(done->parts_fd);
	g_clear_pointer(&done->parts, g_ptr_array_unref);
	done->parts_fd = -1;
}

void sg_done_free(SgDone *done)
{
	if (!done)
		return;
	g_free(done->message);
	g_free(done->fatal);
	g_free(done->type);
	g_free(done->title);
	g_free(done->about);
	sg_date_clear(&done->date);
	sg_done_drop_parts(done);
	g_free(done);
}

static SgDonePart *describe_part(const SgPart *part)
{
	SgDonePart *described = g_new0(SgDonePart, 1);
	described->name = g_strdup(part->name);
	described->n_bytes = part->bytes ? (int64_t)g_bytes_get_size(part->bytes) : 0;
	described->reason = part->reason;
	described->message = g_strdup(part->message);
	if (described->message)
		described->message[sg_utf8_prefix(described->message, SG_DONE_MESSAGE_BYTES)] = '\0';
	return described;
}

static bool write_part(int fd, const SgPart *part, GError **error)
{
	gsize n_bytes = 0;
	const void *bytes = part->bytes ? g_bytes_get_data(part->bytes, &n_bytes) : NULL;
	return n_bytes == 0 || sg_file_write_all(fd, bytes, n_bytes, error);
}

bool sg_done_take_parts(SgDone *done, const SgText *text, GError **error)
{
	if (text->parts->len == 0)
		return true;
	int fd = memfd_create("parts", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (fd < 0)
		return sg_error_errno(error, errno, "cannot hold what is inside");
	done->parts = g_ptr_array_new_with_free_func(part_free);
	done->parts_fd = fd;
	for (guint i = 0; i < text->parts->len; i++) {
		const SgPart *part = g_ptr_array_index(text->parts, i);
		if (!write_part(fd, part, error)) {
			sg_done_drop_parts(done);
			return false;
		}
		g_ptr_array_add(done->parts, describe_part(part));
	}
	/* what the other side hands on, nobody can change any more */
	fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
	return true;
}
