"""Addresses of ideas and of what people do with them."""

from django.urls import path

from ideas import feeds
from ideas.views import comments, detail, files, lists, me, participation, share, versions, writing

app_name = "ideas"
urlpatterns = [
    path("ideas/", lists.idea_list, name="list"),
    path("ideas/new/", writing.new, name="new"),
    path("ideas/tags/", writing.tag_suggestions, name="tags"),
    path("ideas/drafts/<uuid:key>/", writing.draft, name="draft"),
    path("ideas/drafts/<uuid:key>/discard/", writing.discard, name="discard"),
    path("ideas/drafts/<uuid:key>/files/", files.add, name="file_add"),
    path("ideas/drafts/<uuid:key>/files/<str:kind>/<int:pk>/", files.change, name="file_change"),
    path("ideas/<int:number>/", detail.idea, name="detail"),
    path("ideas/<int:number>/edit/", writing.edit, name="edit"),
    path("ideas/<int:number>/withdraw/", writing.withdraw, name="withdraw"),
    path("ideas/<int:number>/versions/", versions.history, name="versions"),
    path("ideas/<int:number>/recommend/", participation.recommend, name="recommend"),
    path("ideas/<int:number>/comments/", comments.page, name="comments"),
    path("ideas/<int:number>/comments/<int:pk>/", comments.change, name="comment_change"),
    path("ideas/<int:number>/comments/<int:pk>/delete/", comments.delete, name="comment_delete"),
    path("ideas/<int:number>/files/<int:pk>/", files.download, name="download"),
    path("ideas/<int:number>/share.png", share.image, name="share_image"),
    path("me/", me.overview, name="me"),
    path("me/ideas/", me.ideas, name="my_ideas"),
    path("members/<int:pk>/", me.member, name="member"),
    path("feeds/ideas.atom", feeds.NewIdeas(), name="feed"),
]
